/* bn_fully_connected_s8.h - int8 dense layer. */
#ifndef BN_FULLY_CONNECTED_S8_H
#define BN_FULLY_CONNECTED_S8_H

#include <stdint.h>

#include "bn_fixed_point.h"
#include "bn_inline.h"

typedef struct {
    int32_t rows;            /* input vectors per call */
    int32_t depth;           /* length of one input vector */
    int32_t outputs;         /* length of one output vector */
    int32_t filter_offset;   /* minus the weights' zero point */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [outputs][depth] */
    const int32_t *channels; /* [outputs][3]: bias with the input's zero point folded in, multiplier, shift */
} bn_fully_connected_s8_params;

BN_INLINE void bn_fully_connected_s8_inline(const bn_fully_connected_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const int8_t *weight = p->weights;
        const int32_t *channel = p->channels;
        for (int32_t out = 0; out < p->outputs; out++) {
            int32_t acc = channel[0];
            for (int32_t d = 0; d < p->depth; d++) {
                acc += input[d] * (*weight++ + p->filter_offset);
            }
            acc = bn_requantize(acc, channel[1], channel[2]) + p->output_offset;
            *output++ = (int8_t)bn_clamp(acc, p->activation_min, p->activation_max);
            channel += 3;
        }
        input += p->depth;
    }
}

/* The same as a function of its own, for several layers. */
void bn_fully_connected_s8(const bn_fully_connected_s8_params *p, const int8_t *input, int8_t *output);

#endif
