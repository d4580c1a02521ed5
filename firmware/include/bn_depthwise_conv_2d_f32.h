/* bn_depthwise_conv_2d_f32.h - depthwise convolution of float32. */
#ifndef BN_DEPTHWISE_CONV_2D_F32_H
#define BN_DEPTHWISE_CONV_2D_F32_H

#include <stdint.h>

#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t multiplier;          /* output channels of one input channel */
    bn_window window;
    float activation_min;
    float activation_max;
    const float *weights;        /* [window height][window width][output channels] */
    const float *biases;         /* [output channels] */
} bn_depthwise_conv_2d_f32_params;

void bn_depthwise_conv_2d_f32(const bn_depthwise_conv_2d_f32_params *p, const float *input, float *output);

#endif
