/* bn_logical.h - LOGICAL_AND and LOGICAL_OR of bools that broadcast. */
#ifndef BN_LOGICAL_H
#define BN_LOGICAL_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t any; /* 1: LOGICAL_OR, 0: LOGICAL_AND */
} bn_logical_params;

/* output may be left or right where that operand is not repeated. */
void bn_logical(const bn_logical_params *p, const uint8_t *left, const uint8_t *right, uint8_t *output);

#endif
