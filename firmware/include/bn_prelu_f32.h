/* bn_prelu_f32.h - float32 PRELU of operands that broadcast. */
#ifndef BN_PRELU_F32_H
#define BN_PRELU_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
} bn_prelu_f32_params;

/* left is the input, right is alpha. output may be left or right where that operand is not repeated. */
void bn_prelu_f32(const bn_prelu_f32_params *p, const float *left, const float *right, float *output);

#endif
