/* bn_div_s8.h - int8 DIV of operands that broadcast. */
#ifndef BN_DIV_S8_H
#define BN_DIV_S8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t left_offset;       /* minus the operands' zero points */
    int32_t right_offset;
    int32_t output_offset;     /* the output's zero point */
    int32_t output_multiplier; /* left scale / (right scale * output scale), below 2^22 */
    int32_t output_shift;
    int32_t activation_min;    /* fused activation, in output units */
    int32_t activation_max;
} bn_div_s8_params;

/* output may be left or right where that operand is not repeated. */
void bn_div_s8(const bn_div_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
