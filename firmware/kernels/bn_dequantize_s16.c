#include "bn_strict_float.h"

#include "bn_dequantize_s16.h"

void bn_dequantize_s16(const bn_dequantize_s16_params *p, const int16_t *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = p->scale * (float)(input[i] - p->zero_point);
    }
}
