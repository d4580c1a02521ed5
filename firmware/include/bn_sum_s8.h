/* bn_sum_s8.h - int8 sums or means over some dimensions. */
#ifndef BN_SUM_S8_H
#define BN_SUM_S8_H

#include <stdint.h>

#include "bn_walk.h"

typedef struct {
    bn_walk kept;          /* dimensions of the output */
    bn_walk reduced;       /* dimensions that are summed */
    int32_t sum_offset;    /* minus the input's zero point times the number of summands */
    int32_t output_offset; /* the output's zero point */
    int32_t multiplier;    /* input scale / output scale, and for means divided by the number of summands */
    int32_t shift;
} bn_sum_s8_params;

void bn_sum_s8(const bn_sum_s8_params *p, const int8_t *input, int8_t *output);

#endif
