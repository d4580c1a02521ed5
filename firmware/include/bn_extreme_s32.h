/* bn_extreme_s32.h - MAXIMUM and MINIMUM of int32 operands that broadcast. */
#ifndef BN_EXTREME_S32_H
#define BN_EXTREME_S32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t largest; /* 1: the larger of two, 0: the smaller */
} bn_extreme_s32_params;

/* output may be left or right where that operand is not repeated. */
void bn_extreme_s32(const bn_extreme_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output);

#endif
