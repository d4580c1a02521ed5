#include "bn_range_f32.h"

#include "bn_float_range.h"

void bn_range_f32(const bn_range_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = bn_clamp_f32(input[i], p->low, p->high);
    }
}
