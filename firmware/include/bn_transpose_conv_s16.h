/* bn_transpose_conv_s16.h - transposed convolution of int16 activations and int8 weights. */
#ifndef BN_TRANSPOSE_CONV_S16_H
#define BN_TRANSPOSE_CONV_S16_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    int32_t filter_height;
    int32_t filter_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t pad_top;             /* rows of the whole result that are cut off above */
    int32_t pad_left;
    int32_t wide;                /* 1: sums of 64 bits and one rounding; 0: of 32 bits and two */
    int32_t activation_min;
    int32_t activation_max;
    const int8_t *weights;       /* [output_channels][filter_height][filter_width][input_channels] */
    const int64_t *biases;       /* [output_channels] */
    const int32_t *multipliers;  /* [output_channels][2]: multiplier, shift */
} bn_transpose_conv_s16_params;

void bn_transpose_conv_s16(const bn_transpose_conv_s16_params *p, const int16_t *input, int16_t *output);

#endif
