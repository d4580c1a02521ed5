/* bn_quantize_s16_s32.h - int16 of one scale to int32 of another. */
#ifndef BN_QUANTIZE_S16_S32_H
#define BN_QUANTIZE_S16_S32_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t input_offset;  /* minus the input's zero point */
    int32_t output_offset; /* the output's zero point */
    int32_t multiplier;    /* input scale / output scale */
    int32_t shift;
} bn_quantize_s16_s32_params;

void bn_quantize_s16_s32(const bn_quantize_s16_s32_params *p, const int16_t *input, int32_t *output);

#endif
