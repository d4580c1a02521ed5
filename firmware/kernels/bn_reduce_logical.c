#include "bn_reduce_logical.h"

void bn_reduce_logical(const bn_reduce_logical_params *p, const uint8_t *input, uint8_t *output)
{
    bn_walk_place kept = {0};
    do {
        const uint8_t *from = input + kept.offset;
        bn_walk_place place = {0};
        uint8_t result = *from;
        while (bn_walk_next(&p->reduced, &place)) {
            const uint8_t x = from[place.offset];
            result = (uint8_t)((x != 0) + (result != 0) + (p->any != 0) > 1);
        }
        *output++ = result != 0 ? 1 : 0;
    } while (bn_walk_next(&p->kept, &kept));
}
