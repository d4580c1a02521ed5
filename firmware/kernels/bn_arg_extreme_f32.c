#include "bn_strict_float.h"

#include "bn_arg_extreme_f32.h"

void bn_arg_extreme_f32(const bn_arg_extreme_f32_params *p, const float *input, int32_t *output)
{
    for (int32_t lane = 0; lane < p->outer * p->inner; lane++) {
        const float *from = input + lane / p->inner * p->depth * p->inner + lane % p->inner;
        int32_t best = 0;
        for (int32_t i = 1; i < p->depth; i++) {
            const float x = from[i * p->inner], known = from[best * p->inner];
            if (p->largest != 0 ? x > known : x < known) best = i;
        }
        *output++ = best;
    }
}
