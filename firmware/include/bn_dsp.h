/* bn_dsp.h - the DSP instructions of Armv7E-M and Armv8-M that the kernels use, as functions.
 *
 * gcc 12 does not fold a rotation into SXTB16, so the pair of extractions is inline assembly. */
#ifndef BN_DSP_H
#define BN_DSP_H

#include <arm_acle.h>
#include <stdint.h>
#include <string.h>

#include "bn_inline.h"

/* Four bytes from any address. */
BN_INLINE uint32_t bn_load_4(const void *from)
{
    uint32_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

/* Bytes 0 and 2, sign-extended to halves, each plus the half of addend. */
BN_INLINE uint32_t bn_extend_even_add(uint32_t word, uint32_t addend)
{
    uint32_t halves;
    __asm__("sxtab16 %0, %1, %2" : "=r"(halves) : "r"(addend), "r"(word));
    return halves;
}

/* Bytes 1 and 3. */
BN_INLINE uint32_t bn_extend_odd_add(uint32_t word, uint32_t addend)
{
    uint32_t halves;
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(halves) : "r"(addend), "r"(word));
    return halves;
}

BN_INLINE uint32_t bn_extend_even(uint32_t word)
{
    uint32_t halves;
    __asm__("sxtb16 %0, %1" : "=r"(halves) : "r"(word));
    return halves;
}

BN_INLINE uint32_t bn_extend_odd(uint32_t word)
{
    uint32_t halves;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(word));
    return halves;
}

/* The low halves of two words, low's at the bottom; their high halves, the same way. */
BN_INLINE uint32_t bn_pack_low(uint32_t low, uint32_t high)
{
    uint32_t halves;
    __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(halves) : "r"(low), "r"(high));
    return halves;
}

BN_INLINE uint32_t bn_pack_high(uint32_t low, uint32_t high)
{
    uint32_t halves;
    __asm__("pkhtb %0, %2, %1, asr #16" : "=r"(halves) : "r"(low), "r"(high));
    return halves;
}

/* Half less half, modulo 2^16. */
BN_INLINE uint32_t bn_subtract_halves(uint32_t from, uint32_t what)
{
    return (uint32_t)__ssub16((int16x2_t)from, (int16x2_t)what);
}

/* acc + a.low * b.low + a.high * b.high */
BN_INLINE int32_t bn_dot_2(uint32_t a, uint32_t b, int32_t acc)
{
    return __smlad((int16x2_t)a, (int16x2_t)b, acc);
}

/* acc + a.low * b.low */
BN_INLINE int32_t bn_multiply_low(uint32_t a, uint32_t b, int32_t acc)
{
    return __smlabb((int32_t)a, (int32_t)b, acc);
}

/* acc + a.high * b.high */
BN_INLINE int32_t bn_multiply_high(uint32_t a, uint32_t b, int32_t acc)
{
    return __smlatt((int32_t)a, (int32_t)b, acc);
}

/* bn_requantize of half of twice_acc, plus an offset: for |acc| < 2^30 and shifts of -31 to -1, which the compiler proves from weights and biases.
 * SMMULR is then the doubling high multiply, and the sign correction rounds halves away from zero. right_less_one is the distance to the right,
 * less one, so that the last halving rounds and takes the offset with it: rounding is twice the offset, and 1. */
BN_INLINE int32_t bn_requantize_doubled_dsp(int32_t twice_acc, int32_t multiplier, int32_t right_less_one, int32_t rounding)
{
    int32_t product;
    __asm__("smmulr %0, %1, %2" : "=r"(product) : "r"(twice_acc), "r"(multiplier));
    return (((product + (product >> 31)) >> right_less_one) + rounding) >> 1;
}

BN_INLINE int32_t bn_requantize_dsp(int32_t acc, int32_t multiplier, int32_t right_less_one, int32_t rounding)
{
    return bn_requantize_doubled_dsp((int32_t)((uint32_t)acc << 1), multiplier, right_less_one, rounding);
}

/* The int8 nearest to (value * multiplier) >> 44: requantization and clamp at once, where the compiler has found a multiplier and
 * a start value (in the sum) that give the same bits. */
BN_INLINE int32_t bn_requantize_once(int32_t value, int32_t multiplier)
{
    int32_t product;
    __asm__("smmul %0, %1, %2\n\tssat %0, #8, %0, asr #12" : "=r"(product) : "r"(value), "r"(multiplier) : "cc");
    return product;
}

/* An int8 within [low, high]; saturates first, so that a full range needs no more. */
BN_INLINE int8_t bn_saturate_dsp(int32_t value, int32_t low, int32_t high)
{
    int32_t saturated;
    __asm__("ssat %0, #8, %1" : "=r"(saturated) : "r"(value) : "cc");
    return (int8_t)(low == INT8_MIN && high == INT8_MAX ? saturated : saturated < low ? low : saturated > high ? high : saturated);
}

#endif
