#include "bn_strict_float.h"

#include "bn_unidirectional_sequence_lstm_f32.h"

#include <string.h>

#include "bn_float.h"
#include "bn_float_range.h"

typedef bn_unidirectional_sequence_lstm_f32_params lstm;

static float dot(const float *a, const float *b, int32_t count)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void gate_arguments(const lstm *p, const bn_lstm_gate_f32 *gate, const float *input, const float *hidden, float *values)
{
    for (int32_t unit = 0; unit < p->units; unit++) {
        const float from_input = dot(input, gate->input_weights + unit * p->depth, p->depth) + gate->biases[unit];
        values[unit] = from_input + dot(hidden, gate->recurrent_weights + unit * p->units, p->units);
    }
}

static void step(const lstm *p, const float *input, float *hidden, float *cell, float *gates)
{
    float *input_gate = gates, *forget_gate = gates + p->units, *cell_gate = gates + 2 * p->units, *output_gate = gates + 3 * p->units;
    gate_arguments(p, &p->input_gate, input, hidden, input_gate);
    gate_arguments(p, &p->forget_gate, input, hidden, forget_gate);
    gate_arguments(p, &p->cell_gate, input, hidden, cell_gate);
    gate_arguments(p, &p->output_gate, input, hidden, output_gate);
    for (int32_t unit = 0; unit < p->units; unit++) {
        const float kept = bn_logistic(forget_gate[unit]) * cell[unit];
        const float added = bn_logistic(input_gate[unit]) * bn_tanh(cell_gate[unit]);
        const float state = kept + added;
        cell[unit] = p->cell_clip > 0.0f ? bn_clamp_f32(state, -p->cell_clip, p->cell_clip) : state;
        hidden[unit] = bn_tanh(cell[unit]) * bn_logistic(output_gate[unit]);
    }
}

void bn_unidirectional_sequence_lstm_f32(const bn_unidirectional_sequence_lstm_f32_params *p, const float *input, float *hidden, float *cell,
                                         float *output, void *scratch)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t time = 0; time < p->steps; time++) {
            const int32_t place = batch * p->batch_stride + time * p->step_stride;
            step(p, input + place * p->depth, hidden, cell, scratch);
            memcpy(output + place * p->units, hidden, (size_t)p->units * sizeof *output);
        }
        hidden += p->units;
        cell += p->units;
    }
}
