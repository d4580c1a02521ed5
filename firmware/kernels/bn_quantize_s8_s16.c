#include "bn_quantize_s8_s16.h"

#include "bn_fixed_point.h"

void bn_quantize_s8_s16(const bn_quantize_s8_s16_params *p, const int8_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t x = input[i] + p->input_offset;
        output[i] = (int16_t)bn_clamp(bn_requantize(x, p->multiplier, p->shift) + p->output_offset, INT16_MIN, INT16_MAX);
    }
}
