/* bn_prelu_s16.h - int16 PRELU of operands that broadcast. */
#ifndef BN_PRELU_S16_H
#define BN_PRELU_S16_H

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
} bn_prelu_s16_params;

/* left is the input, right is alpha. output may be left where that is not repeated. */
void bn_prelu_s16(const bn_prelu_s16_params *p, const int16_t *left, const int8_t *right, int16_t *output);

#endif
