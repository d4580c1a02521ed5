/* bn_quantize_f32_s8.h - float32 to int8, halves away from zero, saturated; NaN becomes the lowest number. */
#ifndef BN_QUANTIZE_F32_S8_H
#define BN_QUANTIZE_F32_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} bn_quantize_f32_s8_params;

void bn_quantize_f32_s8(const bn_quantize_f32_s8_params *p, const float *input, int8_t *output);

#endif
