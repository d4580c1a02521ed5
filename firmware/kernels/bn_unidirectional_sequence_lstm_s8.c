#include "bn_unidirectional_sequence_lstm_s8.h"

#include <string.h>

#include "bn_fixed_point.h"
#include "bn_lookup_table.h"

typedef bn_unidirectional_sequence_lstm_s8_params lstm;

static int32_t saturate_16(int32_t x)
{
    return bn_clamp(x, INT16_MIN, INT16_MAX);
}

static int32_t dot(int32_t sum, const int8_t *a, const int8_t *b, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* What one unit of a gate sees, in steps of 2^-12. */
static int32_t gate_argument(const lstm *p, const bn_lstm_gate_s8 *gate, const int8_t *input, const int8_t *hidden, int32_t unit)
{
    const int32_t from_input = dot(gate->input_biases[unit], gate->input_weights + unit * p->depth, input, p->depth);
    const int32_t from_hidden = dot(gate->recurrent_biases[unit], gate->recurrent_weights + unit * p->units, hidden, p->units);
    return saturate_16(saturate_16(bn_requantize(from_input, gate->input_multiplier, gate->input_shift)) +
                       saturate_16(bn_requantize(from_hidden, gate->recurrent_multiplier, gate->recurrent_shift)));
}

static void logistic_gate(const lstm *p, const bn_lstm_gate_s8 *gate, const int8_t *input, const int8_t *hidden, int16_t *values)
{
    for (int32_t unit = 0; unit < p->units; unit++) {
        values[unit] = bn_logistic_16(p->sigmoid, 3 * gate_argument(p, gate, input, hidden, unit));
    }
}

static void tanh_gate(const lstm *p, const bn_lstm_gate_s8 *gate, const int8_t *input, const int8_t *hidden, int16_t *values)
{
    for (int32_t unit = 0; unit < p->units; unit++) {
        values[unit] = bn_tanh_16(p->sigmoid, 3 * gate_argument(p, gate, input, hidden, unit));
    }
}

static int16_t tanh_of_cell(const lstm *p, int32_t cell)
{
    const int32_t half = p->tanh_shift > 0 ? 1 << (p->tanh_shift - 1) : 0;
    return bn_tanh_16(p->sigmoid, (cell * p->tanh_multiplier + half) >> p->tanh_shift);
}

static void step(const lstm *p, const int8_t *input, int8_t *hidden, int16_t *cell, int16_t *gates)
{
    int16_t *input_gate = gates, *forget_gate = gates + p->units, *cell_gate = gates + 2 * p->units, *output_gate = gates + 3 * p->units;
    logistic_gate(p, &p->input_gate, input, hidden, input_gate);
    logistic_gate(p, &p->forget_gate, input, hidden, forget_gate);
    tanh_gate(p, &p->cell_gate, input, hidden, cell_gate);
    logistic_gate(p, &p->output_gate, input, hidden, output_gate);
    for (int32_t unit = 0; unit < p->units; unit++) {
        const int32_t kept = saturate_16(bn_requantize(forget_gate[unit] * cell[unit], p->forget_multiplier, p->forget_shift));
        const int32_t added = saturate_16(bn_requantize(input_gate[unit] * cell_gate[unit], p->input_multiplier, p->input_shift));
        const int32_t state = saturate_16(kept + added);
        cell[unit] = (int16_t)(p->cell_clip > 0 ? bn_clamp(state, -p->cell_clip, p->cell_clip) : state);
        const int32_t value = bn_requantize(tanh_of_cell(p, cell[unit]) * output_gate[unit], p->output_multiplier, p->output_shift);
        hidden[unit] = (int8_t)bn_clamp(value + p->output_offset, INT8_MIN, INT8_MAX);
    }
}

void bn_unidirectional_sequence_lstm_s8(const bn_unidirectional_sequence_lstm_s8_params *p, const int8_t *input, int8_t *hidden,
                                        int16_t *cell, int8_t *output, void *scratch)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t time = 0; time < p->steps; time++) {
            const int32_t place = batch * p->batch_stride + time * p->step_stride;
            step(p, input + place * p->depth, hidden, cell, scratch);
            memcpy(output + place * p->units, hidden, (size_t)p->units);
        }
        hidden += p->units;
        cell += p->units;
    }
}
