#include "bn_strict_float.h"

#include "bn_abs_f32.h"

#include "bn_float_bits.h"

void bn_abs_f32(const bn_abs_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = bn_abs(input[i]);
    }
}
