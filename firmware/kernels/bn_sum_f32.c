#include "bn_strict_float.h"

#include "bn_sum_f32.h"

void bn_sum_f32(const bn_sum_f32_params *p, const float *input, float *output)
{
    bn_walk_place kept = {0};
    do {
        bn_walk_place place = {0};
        float sum = 0.0f;
        do {
            sum += input[kept.offset + place.offset];
        } while (bn_walk_next(&p->reduced, &place));
        *output++ = sum / p->divisor;
    } while (bn_walk_next(&p->kept, &kept));
}
