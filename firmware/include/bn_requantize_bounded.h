/* bn_requantize_bounded.h - requantization of accumulators that the compiler has bounded, from weights and biases. */
#ifndef BN_REQUANTIZE_BOUNDED_H
#define BN_REQUANTIZE_BOUNDED_H

#include "bn_fixed_point.h"

/* bn_requantize plus an offset, for |acc| < 2^30 and shifts of -31 to -1. right_less_one is the distance to the right, less one, so that the
 * last halving rounds and takes the offset with it: rounding is twice the offset, and 1. */
static inline int32_t bn_requantize_bounded(int32_t acc, int32_t multiplier, int32_t right_less_one, int32_t rounding)
{
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
    const int32_t product = bn_doubling_high_multiply_short(acc, multiplier);
#else
    /* Twice acc fits, and then the product's upper half is all that is needed, rounded by the highest bit of the lower. */
    const int64_t twice = (int64_t)(2 * acc) * multiplier;
    const int32_t product = (int32_t)(twice >> 32) + (int32_t)((uint32_t)twice >> 31);
#endif
    return (((product + (product >> 31)) >> right_less_one) + rounding) >> 1;
}

#endif
