/* bn_reduce_prod_f32.h - float32 REDUCE_PROD. */
#ifndef BN_REDUCE_PROD_F32_H
#define BN_REDUCE_PROD_F32_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
} bn_reduce_prod_f32_params;

void bn_reduce_prod_f32(const bn_reduce_prod_f32_params *p, const float *input, float *output);

#endif
