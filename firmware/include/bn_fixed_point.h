/* bn_fixed_point.h - the integer arithmetic of TensorFlow Lite Micro's reference kernels.
 *
 * Twin of runtime-ts/numerics/fixed_point.ts: same functions, same order, same bits for every argument within the stated
 * ranges. A real multiplier is mantissa * 2^(shift - 31). Rounding is TFLite's default: a doubling high multiply that rounds,
 * then a right shift that rounds.
 *
 * In all of the firmware, >> of a negative number is taken to be arithmetic, and a uint32_t above INT32_MAX to become the
 * int32_t of the same bits. C11 leaves both to the compiler (6.5.7, 6.3.1.3); gcc and clang define both so. */
#ifndef BN_FIXED_POINT_H
#define BN_FIXED_POINT_H

#include <stdint.h>

/* x << bits, wrapping around; bits 0 to 31. */
static inline int32_t bn_wrapping_shift_left(int32_t x, int32_t bits)
{
    return (int32_t)((uint32_t)x << bits);
}

/* (a * b + 2^30) >> 31, modulo 2^32, where 32 x 32 -> 64 bits is one instruction. */
static inline int32_t bn_doubling_high_multiply_long(int32_t a, int32_t b)
{
    return (int32_t)(uint32_t)(((int64_t)a * b + (1 << 30)) >> 31);
}

/* The same from four 16 bit products, for cores without a long multiply. 2^30 is a multiple of 2^16, so the low product's
 * lower half never carries. */
static inline int32_t bn_doubling_high_multiply_short(int32_t a, int32_t b)
{
    const int32_t a_low = a & 0xffff, a_high = a >> 16, b_low = b & 0xffff, b_high = b >> 16;
    const int32_t cross_a = a_high * b_low, cross_b = a_low * b_high;
    const int32_t middle = (int32_t)(((uint32_t)a_low * (uint32_t)b_low) >> 16) + (cross_a & 0xffff) + (cross_b & 0xffff) + (1 << 14);
    const int32_t high = a_high * b_high + (cross_a >> 16) + (cross_b >> 16);
    return (int32_t)(2u * (uint32_t)high + (uint32_t)(middle >> 15));
}

static inline int32_t bn_doubling_high_multiply_wrapping(int32_t a, int32_t b)
{
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
    return bn_doubling_high_multiply_short(a, b);
#else
    return bn_doubling_high_multiply_long(a, b);
#endif
}

/* SaturatingRoundingDoublingHighMul (gemmlowp fixedpoint.h): the high 32 bits of 2ab, rounded, saturated. */
static inline int32_t bn_doubling_high_multiply(int32_t a, int32_t b)
{
    return a == INT32_MIN && b == INT32_MIN ? INT32_MAX : bn_doubling_high_multiply_wrapping(a, b);
}

/* RoundingDivideByPOT (gemmlowp fixedpoint.h): x / 2^exponent, halves away from zero; exponent 0 to 31. */
static inline int32_t bn_rounding_divide_by_power_of_two(int32_t x, int32_t exponent)
{
    const int32_t mask = (int32_t)((1u << exponent) - 1u);
    const int32_t below_half = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + ((x & mask) > below_half ? 1 : 0);
}

/* MultiplyByQuantizedMultiplier for int32 (tensorflow/lite/kernels/internal/common.cc); shift -31 to 31.
 * Wraps around where x * 2^shift overflows. Either multiplier >= 0, or both multiplier and x are above INT32_MIN: so the
 * product does not saturate and stays within 2^31 - 2, whose halves the last line can round away from zero in few steps. */
static inline int32_t bn_requantize(int32_t x, int32_t multiplier, int32_t shift)
{
    if (shift >= 0) return bn_doubling_high_multiply_wrapping(bn_wrapping_shift_left(x, shift), multiplier);
    const int32_t product = bn_doubling_high_multiply_wrapping(x, multiplier);
    return (((product + (product >> 31)) >> (-shift - 1)) + 1) >> 1;
}

/* MultiplyByQuantizedMultiplier for int64 accumulators (common.cc): a 16 bit multiplier, one rounding.
 * shift -31 to 14. Wraps around where the product overflows. */
static inline int32_t bn_requantize_wide(int64_t x, int32_t multiplier, int32_t shift)
{
    const int32_t reduced = multiplier < 0x7fff0000 ? (multiplier + (1 << 15)) >> 16 : 0x7fff;
    const int32_t total = 15 - shift;
    const uint64_t sum = (uint64_t)x * (uint64_t)reduced + ((uint64_t)1 << (total - 1));
    return (int32_t)(uint32_t)((int64_t)sum >> total);
}

static inline int32_t bn_clamp(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

#endif
