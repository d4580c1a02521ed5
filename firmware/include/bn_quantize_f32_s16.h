/* bn_quantize_f32_s16.h - float32 to int16, halves away from zero, saturated; NaN becomes the lowest number. */
#ifndef BN_QUANTIZE_F32_S16_H
#define BN_QUANTIZE_F32_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} bn_quantize_f32_s16_params;

void bn_quantize_f32_s16(const bn_quantize_f32_s16_params *p, const float *input, int16_t *output);

#endif
