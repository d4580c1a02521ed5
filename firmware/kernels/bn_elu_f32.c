#include "bn_strict_float.h"

#include "bn_elu_f32.h"

#include "bn_float.h"

void bn_elu_f32(const bn_elu_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = input[i] < 0.0f ? bn_expm1(input[i]) : input[i];
    }
}
