/* bn_fully_connected_s16.h - dense layer of int16 activations and int8 weights. */
#ifndef BN_FULLY_CONNECTED_S16_H
#define BN_FULLY_CONNECTED_S16_H

#include <stdint.h>

typedef struct {
    int32_t rows;                /* input vectors per call */
    int32_t depth;               /* length of one input vector */
    int32_t outputs;             /* length of one output vector */
    int32_t wide;                /* 1: sums of 64 bits and one rounding; 0: of 32 bits and two */
    int32_t activation_min;      /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;       /* [outputs][depth] */
    const int64_t *biases;       /* [outputs] */
    const int32_t *multipliers;  /* [outputs][2]: multiplier, shift */
} bn_fully_connected_s16_params;

void bn_fully_connected_s16(const bn_fully_connected_s16_params *p, const int16_t *input, int16_t *output);

#endif
