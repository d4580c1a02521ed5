/* bn_compare_s32.h - comparison of int32 operands that broadcast. */
#ifndef BN_COMPARE_S32_H
#define BN_COMPARE_S32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t outcomes; /* those that make it true: 1 left is less, 2 equal, 4 greater */
} bn_compare_s32_params;

void bn_compare_s32(const bn_compare_s32_params *p, const int32_t *left, const int32_t *right, uint8_t *output);

#endif
