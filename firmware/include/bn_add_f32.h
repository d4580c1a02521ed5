/* bn_add_f32.h - float32 addition of operands that broadcast. */
#ifndef BN_ADD_F32_H
#define BN_ADD_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    float activation_min;
    float activation_max;
} bn_add_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_add_f32(const bn_add_f32_params *p, const float *left, const float *right, float *output);

#endif
