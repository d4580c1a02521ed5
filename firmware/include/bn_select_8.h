/* bn_select_8.h - picks elements of 8 bits from two operands that broadcast. */
#ifndef BN_SELECT_8_H
#define BN_SELECT_8_H

#include "bn_select.h"

typedef bn_select bn_select_8_params;

/* output may be x or y where that operand is not repeated. */
void bn_select_8(const bn_select_8_params *p, const uint8_t *condition, const void *x, const void *y, void *output);

#endif
