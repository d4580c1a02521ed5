#include "bn_strict_float.h"

#include "bn_hard_swish_f32.h"

#include "bn_float_range.h"

void bn_hard_swish_f32(const bn_hard_swish_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const float x = input[i];
        output[i] = x * bn_clamp_f32(x + 3.0f, 0.0f, 6.0f) / 6.0f;
    }
}
