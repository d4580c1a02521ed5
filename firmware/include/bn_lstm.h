/* bn_lstm.h - what the integer LSTM kernels have in common: from the four gates to cell and output, in int16. */
#ifndef BN_LSTM_H
#define BN_LSTM_H

#include <stdint.h>

#include "bn_fixed_point.h"
#include "bn_lookup_table.h"

/* In the order of the operands. */
enum { BN_LSTM_INPUT, BN_LSTM_FORGET, BN_LSTM_CELL, BN_LSTM_OUTPUT, BN_LSTM_GATES };

typedef struct {
    int32_t units;
    int32_t forget_multiplier; /* forget gate times cell state */
    int32_t forget_shift;
    int32_t input_multiplier;  /* input gate times cell gate */
    int32_t input_shift;
    int32_t output_multiplier; /* output gate times tanh of the cell state */
    int32_t output_shift;
    int32_t output_offset;     /* the output state's zero point */
    int32_t output_min;        /* of the output's type */
    int32_t output_max;
    int32_t tanh_multiplier;   /* cell state to steps of 1 / (3 * 4096), times 2^tanh_shift */
    int32_t tanh_shift;
    int32_t cell_clip;         /* 0: none */
    const uint16_t *sigmoid;   /* [256]: the logistic function in steps of 1/24 */
} bn_lstm_cell;

static inline int32_t bn_lstm_saturate_16(int32_t x)
{
    return bn_clamp(x, INT16_MIN, INT16_MAX);
}

/* A gate's value; what it sees comes from the input and from the last output, in steps of 2^-12. */
static inline int16_t bn_lstm_gate(const bn_lstm_cell *p, int32_t gate, int32_t from_input, int32_t from_hidden)
{
    const int32_t sum = 3 * bn_lstm_saturate_16(bn_lstm_saturate_16(from_input) + bn_lstm_saturate_16(from_hidden));
    return gate == BN_LSTM_CELL ? bn_tanh_16(p->sigmoid, sum) : bn_logistic_16(p->sigmoid, sum);
}

/* Moves a unit's cell state on and returns its output; gates: [BN_LSTM_GATES][units]. */
static inline int32_t bn_lstm_update(const bn_lstm_cell *p, const int16_t *gates, int32_t unit, int16_t *cell)
{
    const int16_t *gate = gates + unit;
    const int32_t units = p->units;
    const int32_t kept = bn_requantize(gate[BN_LSTM_FORGET * units] * *cell, p->forget_multiplier, p->forget_shift);
    const int32_t added = bn_requantize(gate[BN_LSTM_INPUT * units] * gate[BN_LSTM_CELL * units], p->input_multiplier, p->input_shift);
    const int32_t state = bn_lstm_saturate_16(bn_lstm_saturate_16(kept) + bn_lstm_saturate_16(added));
    *cell = (int16_t)(p->cell_clip > 0 ? bn_clamp(state, -p->cell_clip, p->cell_clip) : state);
    const int32_t half = p->tanh_shift > 0 ? 1 << (p->tanh_shift - 1) : 0;
    const int32_t squashed = bn_tanh_16(p->sigmoid, (*cell * p->tanh_multiplier + half) >> p->tanh_shift);
    const int32_t value = bn_requantize(squashed * gate[BN_LSTM_OUTPUT * units], p->output_multiplier, p->output_shift);
    return bn_clamp(value + p->output_offset, p->output_min, p->output_max);
}

#endif
