#include "bn_strict_float.h"

#include "bn_quantize_f32_s8.h"

#include "bn_fixed_point.h"
#include "bn_round.h"

void bn_quantize_f32_s8(const bn_quantize_f32_s8_params *p, const float *input, int8_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (int8_t)bn_clamp(bn_round_saturated(input[i] / p->scale) + p->zero_point, INT8_MIN, INT8_MAX);
    }
}
