/* bn_pow_s32.h - int32 POW of operands that broadcast. */
#ifndef BN_POW_S32_H
#define BN_POW_S32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
} bn_pow_s32_params;

/* output may be left or right where that operand is not repeated. */
void bn_pow_s32(const bn_pow_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output);

#endif
