/* bn_average_pool_2d_s16.h - the mean of a window's part inside the input, rounded half away from zero. */
#ifndef BN_AVERAGE_POOL_2D_S16_H
#define BN_AVERAGE_POOL_2D_S16_H

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
} bn_average_pool_2d_s16_params;

void bn_average_pool_2d_s16(const bn_average_pool_2d_s16_params *p, const int16_t *input, int16_t *output);

#endif
