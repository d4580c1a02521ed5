/* bn_select_16.h - picks elements of 16 bits from two operands that broadcast. */
#ifndef BN_SELECT_16_H
#define BN_SELECT_16_H

#include "bn_select.h"

typedef bn_select bn_select_16_params;

/* output may be x or y where that operand is not repeated. */
void bn_select_16(const bn_select_16_params *p, const uint8_t *condition, const void *x, const void *y, void *output);

#endif
