#include "bn_strict_float.h"

#include "bn_reduce_prod_f32.h"

void bn_reduce_prod_f32(const bn_reduce_prod_f32_params *p, const float *input, float *output)
{
    bn_walk_place kept = {0};
    do {
        const float *from = input + kept.offset;
        bn_walk_place place = {0};
        float result = *from;
        while (bn_walk_next(&p->reduced, &place)) {
            const float x = from[place.offset];
            result = x * result;
        }
        *output++ = result;
    } while (bn_walk_next(&p->kept, &kept));
}
