#include "bn_strict_float.h"

#include "bn_quantize_f32_s16.h"

#include "bn_fixed_point.h"
#include "bn_round.h"

void bn_quantize_f32_s16(const bn_quantize_f32_s16_params *p, const float *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (int16_t)bn_clamp(bn_round_saturated(input[i] / p->scale) + p->zero_point, INT16_MIN, INT16_MAX);
    }
}
