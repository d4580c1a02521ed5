/* bn_div_f32.h - float32 DIV of operands that broadcast. */
#ifndef BN_DIV_F32_H
#define BN_DIV_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    float activation_min;
    float activation_max;
} bn_div_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_div_f32(const bn_div_f32_params *p, const float *left, const float *right, float *output);

#endif
