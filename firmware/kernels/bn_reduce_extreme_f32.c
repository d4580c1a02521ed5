#include "bn_strict_float.h"

#include "bn_reduce_extreme_f32.h"

/* The first is the farthest finite number, so that NaN and infinities of the wrong sign never win. */
static float farther(const bn_reduce_extreme_f32_params *p, float so_far, float x)
{
    return (p->largest != 0 ? x > so_far : x < so_far) ? x : so_far;
}

void bn_reduce_extreme_f32(const bn_reduce_extreme_f32_params *p, const float *input, float *output)
{
    bn_walk_place kept = {0};
    do {
        const float *from = input + kept.offset;
        bn_walk_place place = {0};
        float result = farther(p, p->largest != 0 ? -3.40282347e+38f : 3.40282347e+38f, *from);
        while (bn_walk_next(&p->reduced, &place)) {
            const float x = from[place.offset];
            result = farther(p, result, x);
        }
        *output++ = result;
    } while (bn_walk_next(&p->kept, &kept));
}
