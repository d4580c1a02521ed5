#include "bn_quantize_s16_s32.h"

#include "bn_fixed_point.h"

void bn_quantize_s16_s32(const bn_quantize_s16_s32_params *p, const int16_t *input, int32_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t x = input[i] + p->input_offset;
        output[i] = bn_requantize(x, p->multiplier, p->shift) + p->output_offset;
    }
}
