/* bn_conv_2d_s16.h - convolution of int16 activations and int8 weights, grouped or not. */
#ifndef BN_CONV_2D_S16_H
#define BN_CONV_2D_S16_H

#include <stdint.h>

#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    int32_t depth;               /* input channels of one group */
    int32_t group_channels;      /* output channels of one group */
    bn_window window;
    int32_t wide;                /* 1: sums of 64 bits and one rounding; 0: of 32 bits and two */
    int32_t activation_min;      /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;       /* [output_channels][window height][window width][depth] */
    const int64_t *biases;       /* [output channels] */
    const int32_t *multipliers;  /* [output channels][2]: multiplier, shift */
} bn_conv_2d_s16_params;

void bn_conv_2d_s16(const bn_conv_2d_s16_params *p, const int16_t *input, int16_t *output);

#endif
