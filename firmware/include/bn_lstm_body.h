/* bn_lstm_body.h - one direction of a full LSTM. A kernel includes it after its types `lstm` (the params), `matrix` and `vector`, and
 * its functions prepare() and add_product(). */
#ifndef BN_LSTM_BODY_H
#define BN_LSTM_BODY_H

#include <stddef.h>
#include <string.h>

#include "bn_float.h"

enum { INPUT, FORGET, CELL, OUTPUT, GATES };

static void add_products(const lstm *p, const matrix *of_gates, vector x, float *sums)
{
    for (int32_t gate = 0; gate < GATES; gate++) {
        if (of_gates[gate].weights != NULL) add_product(&of_gates[gate], p->units, x, sums + gate * p->units);
    }
}

/* A gate's sum with what its peephole sees of the cell. */
static float sum_of(const lstm *p, int32_t gate, const float *sums, int32_t unit, float cell)
{
    const float sum = sums[gate * p->units + unit], *peephole = p->peepholes[gate];
    return peephole == NULL ? sum : sum + peephole[unit] * cell;
}

static float limited(float x, float limit)
{
    const float below = x < limit ? x : limit;
    return limit > 0.0f ? (below > -limit ? below : -limit) : x;
}

/* Moves the cell on; a unit's output takes the place of its output gate's sum. */
static void update_cell(const lstm *p, float *sums, float *cell)
{
    for (int32_t unit = 0; unit < p->units; unit++) {
        const float before = cell[unit], kept = bn_logistic(sum_of(p, FORGET, sums, unit, before));
        const float admitted = p->biases[INPUT] == NULL ? 1.0f - kept : bn_logistic(sum_of(p, INPUT, sums, unit, before));
        const float state = kept * before + bn_activate(p->activation, sums[CELL * p->units + unit]) * admitted;
        cell[unit] = limited(state, p->cell_clip);
        sums[OUTPUT * p->units + unit] = bn_logistic(sum_of(p, OUTPUT, sums, unit, cell[unit])) * bn_activate(p->activation, cell[unit]);
    }
}

static void step(const lstm *p, const float *input, const float *extra, float *hidden, float *cell, float *sums, int8_t *room)
{
    const float *const result = sums + OUTPUT * p->units;
    for (int32_t gate = 0; gate < GATES; gate++) {
        if (p->biases[gate] != NULL) memcpy(sums + gate * p->units, p->biases[gate], (size_t)p->units * sizeof *sums);
    }
    add_products(p, p->input_weights, prepare(p, input, p->depth, room), sums);
    if (p->extra_depth > 0) add_products(p, p->extra_weights, prepare(p, extra, p->extra_depth, room), sums);
    add_products(p, p->recurrent_weights, prepare(p, hidden, p->outputs, room), sums);
    update_cell(p, sums, cell);
    if (p->projection.weights == NULL) {
        memcpy(hidden, result, (size_t)p->outputs * sizeof *hidden);
        return;
    }
    for (int32_t at = 0; at < p->outputs; at++) {
        hidden[at] = p->projection_biases == NULL ? 0.0f : p->projection_biases[at];
    }
    add_product(&p->projection, p->outputs, prepare(p, result, p->units, room), hidden);
    for (int32_t at = 0; at < p->outputs; at++) {
        hidden[at] = limited(hidden[at], p->projection_clip);
    }
}

static void run(const lstm *p, const float *input, const float *extra, float *hidden, float *cell, float *output, void *scratch)
{
    float *const sums = scratch;
    int8_t *const room = (int8_t *)(sums + GATES * p->units);
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t count = 0; count < p->steps; count++) {
            const int32_t time = p->backward ? p->steps - 1 - count : count, place = batch * p->batch_stride + time * p->step_stride;
            step(p, input + place * p->depth, extra + place * p->extra_depth, hidden, cell, sums, room);
            memcpy(output + place * p->output_stride + p->output_offset, hidden, (size_t)p->outputs * sizeof *output);
        }
        hidden += p->outputs;
        cell += p->units;
    }
}

#endif
