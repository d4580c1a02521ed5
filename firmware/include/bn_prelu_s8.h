/* bn_prelu_s8.h - int8 PRELU of operands that broadcast. */
#ifndef BN_PRELU_S8_H
#define BN_PRELU_S8_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t input_offset;        /* minus the zero points */
    int32_t alpha_offset;
    int32_t output_offset;       /* the output's zero point */
    int32_t positive_multiplier; /* input scale / output scale */
    int32_t positive_shift;
    int32_t negative_multiplier; /* input scale * alpha scale / output scale */
    int32_t negative_shift;
} bn_prelu_s8_params;

/* left is the input, right is alpha. output may be left or right where that operand is not repeated. */
void bn_prelu_s8(const bn_prelu_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
