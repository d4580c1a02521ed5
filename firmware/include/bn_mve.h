/* bn_mve.h - what the kernels for Helium (Armv8.1-M's vector extension, MVE) share. */
#ifndef BN_MVE_H
#define BN_MVE_H

#include <arm_mve.h>
#include <stdint.h>

#include "bn_inline.h"

/* bn_requantize of four lanes for shifts of -31 to -1. VQRDMULH is the doubling high multiply. VRSHL rounds halves up: with one less
 * below zero, which moves a value to the next half only if it was one, it rounds them away from zero. VQDMLAH by 1 takes that one off, for
 * it adds the upper half of twice the value. */
BN_INLINE int32x4_t bn_requantize_mve(int32x4_t acc, int32x4_t multiplier, int32x4_t shift)
{
    const int32x4_t product = vqrdmulhq_s32(acc, multiplier);
    return vrshlq_s32(vqdmlahq_n_s32(product, product, 1), shift);
}

BN_INLINE int32x4_t bn_clamp_mve(int32x4_t value, int32x4_t low, int32x4_t high)
{
    return vminq_s32(vmaxq_s32(value, low), high);
}

/* Stores the low bytes of the first count lanes; the usual four without a predicate. */
BN_INLINE void bn_store_4_mve(int8_t *to, int32x4_t value, int32_t count)
{
    if (count >= 4) {
        vstrbq_s32(to, value);
    } else {
        vstrbq_p_s32(to, value, vctp32q((uint32_t)count));
    }
}

/* Loops whose last turn is predicated by the hardware; gcc 12 makes none, and moves predicates about. */
BN_INLINE void bn_fill_mve(int8_t *to, int32_t value, int32_t count)
{
    __asm__ volatile("vdup.8 q0, %[value]\n\t"
            "wlstp.8 lr, %[count], 2f\n"
            "1:\n\t"
            "vstrb.8 q0, [%[to]], #16\n\t"
            "letp lr, 1b\n"
            "2:"
            : [to] "+r"(to)
            : [value] "r"(value), [count] "r"(count)
            : "lr", "q0", "cc", "memory");
}

BN_INLINE void bn_copy_mve(int8_t *to, const int8_t *from, int32_t count)
{
    __asm__ volatile("wlstp.8 lr, %[count], 2f\n"
            "1:\n\t"
            "vldrb.8 q0, [%[from]], #16\n\t"
            "vstrb.8 q0, [%[to]], #16\n\t"
            "letp lr, 1b\n"
            "2:"
            : [to] "+r"(to), [from] "+r"(from)
            : [count] "r"(count)
            : "lr", "q0", "cc", "memory");
}

/* Clamps count bytes in place. */
BN_INLINE void bn_clamp_bytes_mve(int8_t *bytes, int32_t count, int32_t low, int32_t high)
{
    __asm__ volatile("vdup.8 q1, %[low]\n\t"
                     "vdup.8 q2, %[high]\n\t"
                     "wlstp.8 lr, %[count], 2f\n"
                     "1:\n\t"
                     "vldrb.8 q0, [%[bytes]]\n\t"
                     "vmax.s8 q0, q0, q1\n\t"
                     "vmin.s8 q0, q0, q2\n\t"
                     "vstrb.8 q0, [%[bytes]], #16\n\t"
                     "letp lr, 1b\n"
                     "2:"
                     : [bytes] "+r"(bytes)
                     : [count] "r"(count), [low] "r"(low), [high] "r"(high)
                     : "lr", "q0", "q1", "q2", "memory");
}

#endif
