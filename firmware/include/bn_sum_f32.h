/* bn_sum_f32.h - float32 sums or means over some dimensions. */
#ifndef BN_SUM_F32_H
#define BN_SUM_F32_H

#include <stdint.h>

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that are summed */
    float divisor;   /* 1, or for means the number of summands */
} bn_sum_f32_params;

void bn_sum_f32(const bn_sum_f32_params *p, const float *input, float *output);

#endif
