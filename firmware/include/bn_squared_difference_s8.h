/* bn_squared_difference_s8.h - int8 SQUARED_DIFFERENCE of operands that broadcast. */
#ifndef BN_SQUARED_DIFFERENCE_S8_H
#define BN_SQUARED_DIFFERENCE_S8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t left_offset;     /* minus the operands' zero points */
    int32_t left_multiplier; /* to the common scale, of values with 7 bits of headroom */
    int32_t left_shift;
    int32_t right_offset;
    int32_t right_multiplier;
    int32_t right_shift;
    int32_t output_offset;   /* the output's zero point */
    int32_t output_multiplier;
    int32_t output_shift;
} bn_squared_difference_s8_params;

/* output may be left or right where that operand is not repeated. */
void bn_squared_difference_s8(const bn_squared_difference_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
