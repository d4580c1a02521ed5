/* bn_sub_s32.h - int32 subtraction of operands that broadcast, wrapping around. */
#ifndef BN_SUB_S32_H
#define BN_SUB_S32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t activation_min;
    int32_t activation_max;
} bn_sub_s32_params;

/* output may be left or right where that operand is not repeated. */
void bn_sub_s32(const bn_sub_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output);

#endif
