/* bn_finish_s16.h - from a sum of int16 x int8 products and a bias to an int16 output. */
#ifndef BN_FINISH_S16_H
#define BN_FINISH_S16_H

#include "bn_fixed_point.h"

/* scale: multiplier, shift. TFLM rounds sums of 64 bits once, and sums of 32 bits twice. Both wrap around. */
static inline int16_t bn_finish_s16(int64_t products, int64_t bias, const int32_t *scale, int32_t wide, int32_t low, int32_t high)
{
    const int64_t sum = (int64_t)((uint64_t)products + (uint64_t)bias);
    const int32_t value = wide ? bn_requantize_wide(sum, scale[0], scale[1]) : bn_requantize((int32_t)(uint32_t)sum, scale[0], scale[1]);
    return (int16_t)bn_clamp(value, low, high);
}

#endif
