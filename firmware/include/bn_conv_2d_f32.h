/* bn_conv_2d_f32.h - convolution of float32, grouped or not. */
#ifndef BN_CONV_2D_F32_H
#define BN_CONV_2D_F32_H

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
    float activation_min;
    float activation_max;
    const float *weights;        /* [output_channels][window height][window width][depth] */
    const float *biases;         /* [output channels] */
} bn_conv_2d_f32_params;

void bn_conv_2d_f32(const bn_conv_2d_f32_params *p, const float *input, float *output);

#endif
