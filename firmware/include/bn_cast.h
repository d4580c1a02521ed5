/* bn_cast.h - integers of any type that CAST knows, as 32 bits and back. */
#ifndef BN_CAST_H
#define BN_CAST_H

#include <stdint.h>

#include "bn_inline.h"

typedef enum { BN_CAST_S8, BN_CAST_BOOL, BN_CAST_S16, BN_CAST_S32, BN_CAST_U32 } bn_cast_type;

/* An element by its index; uint32 as the int32 of the same bits. */
BN_INLINE int32_t bn_cast_load(const void *data, bn_cast_type type, int32_t at)
{
    switch (type) {
    case BN_CAST_S8: return ((const int8_t *)data)[at];
    case BN_CAST_BOOL: return ((const uint8_t *)data)[at];
    case BN_CAST_S16: return ((const int16_t *)data)[at];
    case BN_CAST_U32: return (int32_t)((const uint32_t *)data)[at];
    default: return ((const int32_t *)data)[at];
    }
}

/* The low bits of a number; whether it is not 0 as a bool. */
BN_INLINE void bn_cast_store(void *data, bn_cast_type type, int32_t at, int32_t value)
{
    switch (type) {
    case BN_CAST_S8: ((int8_t *)data)[at] = (int8_t)value; break;
    case BN_CAST_BOOL: ((uint8_t *)data)[at] = value != 0 ? 1 : 0; break;
    case BN_CAST_S16: ((int16_t *)data)[at] = (int16_t)value; break;
    case BN_CAST_U32: ((uint32_t *)data)[at] = (uint32_t)value; break;
    default: ((int32_t *)data)[at] = value; break;
    }
}

#endif
