/* bn_transpose_conv_f32.h - transposed convolution of float32. */
#ifndef BN_TRANSPOSE_CONV_F32_H
#define BN_TRANSPOSE_CONV_F32_H

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
    float activation_min;
    float activation_max;
    const float *weights;        /* [output_channels][filter_height][filter_width][input_channels] */
    const float *biases;         /* [output_channels] */
} bn_transpose_conv_f32_params;

void bn_transpose_conv_f32(const bn_transpose_conv_f32_params *p, const float *input, float *output);

#endif
