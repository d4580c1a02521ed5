/* bn_extreme_s64.h - MAXIMUM and MINIMUM of int64 operands that broadcast. */
#ifndef BN_EXTREME_S64_H
#define BN_EXTREME_S64_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t largest; /* 1: the larger of two, 0: the smaller */
} bn_extreme_s64_params;

/* output may be left or right where that operand is not repeated. */
void bn_extreme_s64(const bn_extreme_s64_params *p, const int64_t *left, const int64_t *right, int64_t *output);

#endif
