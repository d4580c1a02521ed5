/* bn_extreme_s16.h - MAXIMUM and MINIMUM of int16 operands that broadcast. */
#ifndef BN_EXTREME_S16_H
#define BN_EXTREME_S16_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t largest; /* 1: the larger of two, 0: the smaller */
} bn_extreme_s16_params;

/* output may be left or right where that operand is not repeated. */
void bn_extreme_s16(const bn_extreme_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output);

#endif
