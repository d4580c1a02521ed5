#include "bn_strict_float.h"

#include "bn_neg_f32.h"

void bn_neg_f32(const bn_neg_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = -input[i];
    }
}
