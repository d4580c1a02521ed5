/* bn_max_pool_2d_s8_mve.h - bn_max_pool_2d_s8 for cores with Helium, sixteen channels at a time. */
#ifndef BN_MAX_POOL_2D_S8_MVE_H
#define BN_MAX_POOL_2D_S8_MVE_H

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
    int32_t activation_min;
    int32_t activation_max;
} bn_max_pool_2d_s8_mve_params;

void bn_max_pool_2d_s8_mve(const bn_max_pool_2d_s8_mve_params *p, const int8_t *input, int8_t *output);

#endif
