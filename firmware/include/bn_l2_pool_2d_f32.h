/* bn_l2_pool_2d_f32.h - the root of the mean square of a window's part inside the input. */
#ifndef BN_L2_POOL_2D_F32_H
#define BN_L2_POOL_2D_F32_H

#include <stdint.h>

#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    bn_window window;
    float activation_min;
    float activation_max;
} bn_l2_pool_2d_f32_params;

void bn_l2_pool_2d_f32(const bn_l2_pool_2d_f32_params *p, const float *input, float *output);

#endif
