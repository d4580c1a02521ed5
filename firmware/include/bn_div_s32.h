/* bn_div_s32.h - int32 DIV of operands that broadcast. */
#ifndef BN_DIV_S32_H
#define BN_DIV_S32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t activation_min;
    int32_t activation_max;
} bn_div_s32_params;

/* output may be left or right where that operand is not repeated. */
void bn_div_s32(const bn_div_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output);

#endif
