#include "bn_arg_extreme_s8.h"

void bn_arg_extreme_s8(const bn_arg_extreme_s8_params *p, const int8_t *input, int32_t *output)
{
    for (int32_t lane = 0; lane < p->outer * p->inner; lane++) {
        const int8_t *from = input + lane / p->inner * p->depth * p->inner + lane % p->inner;
        int32_t best = 0;
        for (int32_t i = 1; i < p->depth; i++) {
            const int8_t x = from[i * p->inner], known = from[best * p->inner];
            if (p->largest != 0 ? x > known : x < known) best = i;
        }
        *output++ = best;
    }
}
