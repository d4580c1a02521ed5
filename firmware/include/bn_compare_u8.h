/* bn_compare_u8.h - comparison of bool operands that broadcast. */
#ifndef BN_COMPARE_U8_H
#define BN_COMPARE_U8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t outcomes; /* those that make it true: 1 left is less, 2 equal, 4 greater */
} bn_compare_u8_params;

/* output may be left or right where that operand is not repeated. */
void bn_compare_u8(const bn_compare_u8_params *p, const uint8_t *left, const uint8_t *right, uint8_t *output);

#endif
