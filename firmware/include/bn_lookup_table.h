/* bn_lookup_table.h - functions as tables, which the compiler emits. Twin of runtime-ts/numerics/lookup_table.ts. */
#ifndef BN_LOOKUP_TABLE_H
#define BN_LOOKUP_TABLE_H

#include <stdint.h>

/* table[256]: the answers for 0 to 127, then for -128 to -1. */
static inline int8_t bn_lookup_8(const int8_t *table, int8_t x)
{
    return table[(uint8_t)x];
}

/* LUTLookup for int16 (tensorflow/lite/kernels/internal/common.h), table[513]: 9 bits of x choose a sample, 7 bits interpolate
 * to the next. Wraps around like int16. */
static inline int16_t bn_interpolate(const int16_t *table, int16_t x)
{
    const int16_t *const sample = table + 256 + (x >> 7);
    const int16_t slope = (int16_t)(sample[1] - sample[0]);
    return (int16_t)(sample[0] + ((slope * (x & 127) + 64) >> 7));
}

/* The int16 logistic (tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h), table[256]: x in 2^-12 / 3 and above
 * INT32_MIN, the result in 2^-15. */
static inline int16_t bn_logistic_16(const uint16_t *table, int32_t x)
{
    const int32_t size = x < 0 ? -x : x, index = size >> 9;
    const int32_t half = index >= 255 ? 0x7fff << 10 : (table[index] << 9) + (size & 511) * (table[index + 1] - table[index]);
    return (int16_t)((x >= 0 ? half + 512 : (1 << 25) - half + 511) >> 10);
}

/* The int16 tanh (integer_ops/tanh.h) by 2 logistic(2x) - 1, table[256]: x in 2^-12 / 3 and above INT32_MIN, the result in
 * 2^-15. */
static inline int16_t bn_tanh_16(const uint16_t *table, int32_t x)
{
    const int32_t size = x < 0 ? -x : x, index = size >> 8;
    const int32_t half = index >= 255 ? 0xffff << 8 : (table[index] << 8) + (size & 255) * (table[index + 1] - table[index]);
    return (int16_t)((x >= 0 ? half - (1 << 23) + 128 : (1 << 23) - half + 127) >> 8);
}

#endif
