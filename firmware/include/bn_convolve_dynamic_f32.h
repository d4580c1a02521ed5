/* bn_convolve_dynamic_f32.h - float32 CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED with weights or a bias computed while the model runs. */
#ifndef BN_CONVOLVE_DYNAMIC_F32_H
#define BN_CONVOLVE_DYNAMIC_F32_H

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
    int32_t depth;              /* input channels that an output channel sees */
    int32_t group_channels;     /* output channels that see the same */
    int32_t weight_output_step; /* from a weight to that of the next output channel */
    int32_t weight_tap_step;    /* and of the next place in the window; input channels are neighbours */
    bn_window window;
    int32_t has_bias;           /* 0: the argument bias is not read */
    float activation_min;
    float activation_max;
} bn_convolve_dynamic_f32_params;

/* bias: [output_channels] of float */
void bn_convolve_dynamic_f32(const bn_convolve_dynamic_f32_params *p, const float *input, const float *weights, const void *bias,
                              float *output);

#endif
