#include "bn_strict_float.h"

#include "bn_dequantize_s8.h"

void bn_dequantize_s8(const bn_dequantize_s8_params *p, const int8_t *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = p->scale * (float)(input[i] - p->zero_point);
    }
}
