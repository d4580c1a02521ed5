/* bn_reduce_prod_s16.h - int16 REDUCE_PROD. */
#ifndef BN_REDUCE_PROD_S16_H
#define BN_REDUCE_PROD_S16_H

#include "bn_walk.h"

typedef struct {
    bn_walk kept;    /* dimensions of the output */
    bn_walk reduced; /* dimensions that become one element */
    int32_t input_offset;  /* minus the input's zero point */
    int32_t output_offset; /* the output's zero point */
    int32_t multiplier;    /* input scale / the nth root of the output scale, for each of n factors */
    int32_t shift;
} bn_reduce_prod_s16_params;

void bn_reduce_prod_s16(const bn_reduce_prod_s16_params *p, const int16_t *input, int16_t *output);

#endif
