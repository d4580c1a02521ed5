#include "bn_reduce_extreme_s8.h"

void bn_reduce_extreme_s8(const bn_reduce_extreme_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_walk_place kept = {0};
    do {
        const int8_t *from = input + kept.offset;
        bn_walk_place place = {0};
        int8_t result = *from;
        while (bn_walk_next(&p->reduced, &place)) {
            const int8_t x = from[place.offset];
            result = (p->largest != 0 ? x > result : x < result) ? x : result;
        }
        *output++ = result;
    } while (bn_walk_next(&p->kept, &kept));
}
