/* bn_compare_f32.h - comparison of float32 operands that broadcast. */
#ifndef BN_COMPARE_F32_H
#define BN_COMPARE_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t outcomes; /* those that make it true: 1 left is less, 2 equal, 4 greater, 8 neither, with a NaN */
} bn_compare_f32_params;

void bn_compare_f32(const bn_compare_f32_params *p, const float *left, const float *right, uint8_t *output);

#endif
