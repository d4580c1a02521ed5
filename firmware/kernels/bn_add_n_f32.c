#include "bn_strict_float.h"

#include "bn_add_n_f32.h"

void bn_add_n_f32(const bn_add_n_f32_params *p, const float *left, const float *right, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        /* Sums begin with 0, which makes -0 a 0. */
        output[i] = (0.0f + left[i]) + right[i];
    }
}
