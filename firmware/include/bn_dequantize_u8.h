/* bn_dequantize_u8.h - uint8 to float32. */
#ifndef BN_DEQUANTIZE_U8_H
#define BN_DEQUANTIZE_U8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float scale;
    int32_t zero_point;
} bn_dequantize_u8_params;

void bn_dequantize_u8(const bn_dequantize_u8_params *p, const uint8_t *input, float *output);

#endif
