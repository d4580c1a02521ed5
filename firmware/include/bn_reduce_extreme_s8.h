/* bn_reduce_extreme_s8.h - int8 REDUCE_MAX and REDUCE_MIN. */
#ifndef BN_REDUCE_EXTREME_S8_H
#define BN_REDUCE_EXTREME_S8_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
    int32_t largest; /* 1: REDUCE_MAX, 0: REDUCE_MIN */
} bn_reduce_extreme_s8_params;

void bn_reduce_extreme_s8(const bn_reduce_extreme_s8_params *p, const int8_t *input, int8_t *output);

#endif
