/* bn_extreme_s8.h - MAXIMUM and MINIMUM of int8 operands that broadcast. */
#ifndef BN_EXTREME_S8_H
#define BN_EXTREME_S8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t largest; /* 1: the larger of two, 0: the smaller */
} bn_extreme_s8_params;

/* output may be left or right where that operand is not repeated. */
void bn_extreme_s8(const bn_extreme_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
