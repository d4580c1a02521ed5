/* bn_squared_difference_f32.h - float32 SQUARED_DIFFERENCE of operands that broadcast. */
#ifndef BN_SQUARED_DIFFERENCE_F32_H
#define BN_SQUARED_DIFFERENCE_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
} bn_squared_difference_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_squared_difference_f32(const bn_squared_difference_f32_params *p, const float *left, const float *right, float *output);

#endif
