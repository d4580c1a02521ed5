#include "bn_strict_float.h"

#include "bn_dequantize_u8.h"

void bn_dequantize_u8(const bn_dequantize_u8_params *p, const uint8_t *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = p->scale * (float)(input[i] - p->zero_point);
    }
}
