/* bn_dequantize_s8.h - int8 to float32. */
#ifndef BN_DEQUANTIZE_S8_H
#define BN_DEQUANTIZE_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} bn_dequantize_s8_params;

void bn_dequantize_s8(const bn_dequantize_s8_params *p, const int8_t *input, float *output);

#endif
