/* bn_quantize_s32_s8.h - int32 of one scale to int8 of another. */
#ifndef BN_QUANTIZE_S32_S8_H
#define BN_QUANTIZE_S32_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t input_offset;  /* minus the input's zero point */
    int32_t output_offset; /* the output's zero point */
    int32_t multiplier;    /* input scale / output scale */
    int32_t shift;
} bn_quantize_s32_s8_params;

void bn_quantize_s32_s8(const bn_quantize_s32_s8_params *p, const int32_t *input, int8_t *output);

#endif
