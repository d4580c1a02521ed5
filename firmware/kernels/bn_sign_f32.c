#include "bn_strict_float.h"

#include "bn_sign_f32.h"

void bn_sign_f32(const bn_sign_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = input[i] > 0.0f ? 1.0f : input[i] < 0.0f ? -1.0f : 0.0f;
    }
}
