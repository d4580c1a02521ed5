#include "bn_strict_float.h"

#include "bn_cumsum_f32.h"

void bn_cumsum_f32(const bn_cumsum_f32_params *p, const float *input, float *output)
{
    for (int32_t lane = 0; lane < p->outer * p->inner; lane++) {
        const int32_t start = lane / p->inner * p->depth * p->inner + lane % p->inner;
        float sum = 0.0f;
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t at = start + (p->reverse != 0 ? p->depth - 1 - i : i) * p->inner;
            const float before = sum;
            sum += input[at];
            output[at] = p->exclusive != 0 ? before : sum;
        }
    }
}
