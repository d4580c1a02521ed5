/* bn_reduce_logical.h - REDUCE_ALL and REDUCE_ANY. */
#ifndef BN_REDUCE_LOGICAL_H
#define BN_REDUCE_LOGICAL_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
    int32_t any; /* 1: REDUCE_ANY, 0: REDUCE_ALL */
} bn_reduce_logical_params;

void bn_reduce_logical(const bn_reduce_logical_params *p, const uint8_t *input, uint8_t *output);

#endif
