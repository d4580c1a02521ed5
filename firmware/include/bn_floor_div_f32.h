/* bn_floor_div_f32.h - float32 FLOOR_DIV of operands that broadcast. */
#ifndef BN_FLOOR_DIV_F32_H
#define BN_FLOOR_DIV_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
} bn_floor_div_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_floor_div_f32(const bn_floor_div_f32_params *p, const float *left, const float *right, float *output);

#endif
