/* bn_extreme_f32.h - MAXIMUM and MINIMUM of float32 operands that broadcast. */
#ifndef BN_EXTREME_F32_H
#define BN_EXTREME_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t largest; /* 1: the larger of two, 0: the smaller; with a NaN the right one */
} bn_extreme_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_extreme_f32(const bn_extreme_f32_params *p, const float *left, const float *right, float *output);

#endif
