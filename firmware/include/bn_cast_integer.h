/* bn_cast_integer.h - CAST from integers to integers: low bits, or extended by the sign. */
#ifndef BN_CAST_INTEGER_H
#define BN_CAST_INTEGER_H

#include "bn_cast.h"

typedef struct {
    int32_t count;
    bn_cast_type from;
    bn_cast_type to;
} bn_cast_integer_params;

/* output may be input where elements have the same size. */
void bn_cast_integer(const bn_cast_integer_params *p, const void *input, void *output);

#endif
