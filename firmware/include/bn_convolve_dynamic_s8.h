/* bn_convolve_dynamic_s8.h - int8 CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED with weights or a bias computed while the model runs. */
#ifndef BN_CONVOLVE_DYNAMIC_S8_H
#define BN_CONVOLVE_DYNAMIC_S8_H

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
    int32_t input_offset;       /* minus the zero points */
    int32_t filter_offset;
    int32_t output_offset;      /* the output's zero point */
    int32_t activation_min;     /* fused activation, in output units */
    int32_t activation_max;
    const int32_t *multipliers; /* [output_channels][2]: multiplier, shift */
} bn_convolve_dynamic_s8_params;

/* bias: [output_channels] of int32_t */
void bn_convolve_dynamic_s8(const bn_convolve_dynamic_s8_params *p, const int8_t *input, const int8_t *weights, const void *bias,
                             int8_t *output);

#endif
