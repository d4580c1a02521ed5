/* bn_compare_s64.h - comparison of int64 operands that broadcast. */
#ifndef BN_COMPARE_S64_H
#define BN_COMPARE_S64_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t outcomes; /* those that make it true: 1 left is less, 2 equal, 4 greater */
} bn_compare_s64_params;

void bn_compare_s64(const bn_compare_s64_params *p, const int64_t *left, const int64_t *right, uint8_t *output);

#endif
