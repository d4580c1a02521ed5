/* bn_reduce_extreme_f32.h - float32 REDUCE_MAX and REDUCE_MIN. */
#ifndef BN_REDUCE_EXTREME_F32_H
#define BN_REDUCE_EXTREME_F32_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
    int32_t largest; /* 1: REDUCE_MAX, 0: REDUCE_MIN */
} bn_reduce_extreme_f32_params;

void bn_reduce_extreme_f32(const bn_reduce_extreme_f32_params *p, const float *input, float *output);

#endif
