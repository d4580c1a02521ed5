/* bn_reduce_prod_s32.h - int32 REDUCE_PROD; wraps around. */
#ifndef BN_REDUCE_PROD_S32_H
#define BN_REDUCE_PROD_S32_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
} bn_reduce_prod_s32_params;

void bn_reduce_prod_s32(const bn_reduce_prod_s32_params *p, const int32_t *input, int32_t *output);

#endif
