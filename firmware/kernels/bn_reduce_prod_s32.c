#include "bn_reduce_prod_s32.h"

void bn_reduce_prod_s32(const bn_reduce_prod_s32_params *p, const int32_t *input, int32_t *output)
{
    bn_walk_place kept = {0};
    do {
        const int32_t *from = input + kept.offset;
        bn_walk_place place = {0};
        int32_t result = *from;
        while (bn_walk_next(&p->reduced, &place)) {
            const int32_t x = from[place.offset];
            result = (int32_t)((uint32_t)x * (uint32_t)result);
        }
        *output++ = result;
    } while (bn_walk_next(&p->kept, &kept));
}
