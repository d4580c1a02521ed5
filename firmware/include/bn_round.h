/* bn_round.h - floats to integers. */
#ifndef BN_ROUND_H
#define BN_ROUND_H

#include <stdint.h>

/* The nearest integer, halves away from zero, for results of up to 16 bits: beyond +-2^17 it saturates, NaN as the lowest. */
static inline int32_t bn_round_saturated(float x)
{
    const float limit = 131072.0f;
    if (!(x > -limit)) return -131072;
    if (x >= limit) return 131072;
    const int32_t whole = (int32_t)x;
    const float rest = x - (float)whole;
    return whole + (rest >= 0.5f ? 1 : 0) - (rest <= -0.5f ? 1 : 0);
}

#endif
