/* bn_select_32.h - picks elements of 32 bits from two operands that broadcast. */
#ifndef BN_SELECT_32_H
#define BN_SELECT_32_H

#include "bn_select.h"

typedef bn_select bn_select_32_params;

/* output may be x or y where that operand is not repeated. */
void bn_select_32(const bn_select_32_params *p, const uint8_t *condition, const void *x, const void *y, void *output);

#endif
