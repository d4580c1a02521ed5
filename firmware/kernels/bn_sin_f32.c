#include "bn_strict_float.h"

#include "bn_sin_f32.h"

#include "bn_float.h"

void bn_sin_f32(const bn_sin_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = bn_sin(input[i]);
    }
}
