/* bn_bits.h - how many bits a number has. */
#ifndef BN_BITS_H
#define BN_BITS_H

#include <stdint.h>

/* 32 less the leading zeros. */
static inline int32_t bn_bits(uint32_t x)
{
    int32_t bits = 0;
    for (int32_t step = 16; step > 0; step >>= 1) {
        if (x >> step != 0) {
            x >>= step;
            bits += step;
        }
    }
    return bits + (int32_t)x;
}

#endif
