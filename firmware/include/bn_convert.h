/* bn_convert.h - float32 to integers as Cortex-M's VCVT does it: towards zero, saturating, NaN as 0. C leaves what does not fit
 * undefined. Twin: runtime-ts/numerics/convert.ts. */
#ifndef BN_CONVERT_H
#define BN_CONVERT_H

#include <stdint.h>

static inline int32_t bn_int32_of_float(float x)
{
    if (x >= 2147483648.0f) return INT32_MAX;
    if (x <= -2147483648.0f) return INT32_MIN;
    return x == x ? (int32_t)x : 0;
}

static inline uint32_t bn_uint32_of_float(float x)
{
    if (x >= 4294967296.0f) return UINT32_MAX;
    return x > 0.0f ? (uint32_t)x : 0;
}

#endif
