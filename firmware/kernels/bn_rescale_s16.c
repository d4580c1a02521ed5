#include "bn_rescale_s16.h"

#include "bn_fixed_point.h"

void bn_rescale_s16(const bn_rescale_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t x = input[i] + p->input_offset;
        const int32_t y = x >= 0 ? bn_requantize(x, p->positive_multiplier, p->positive_shift)
                                 : p->negative_sign * bn_requantize(x, p->negative_multiplier, p->negative_shift);
        output[i] = (int16_t)bn_clamp(y + p->output_offset, p->activation_min, p->activation_max);
    }
}
