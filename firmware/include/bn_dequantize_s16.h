/* bn_dequantize_s16.h - int16 to float32. */
#ifndef BN_DEQUANTIZE_S16_H
#define BN_DEQUANTIZE_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} bn_dequantize_s16_params;

void bn_dequantize_s16(const bn_dequantize_s16_params *p, const int16_t *input, float *output);

#endif
