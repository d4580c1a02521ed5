#include "bn_reduce_prod_s8.h"

#include "bn_fixed_point.h"

void bn_reduce_prod_s8(const bn_reduce_prod_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_walk_place kept = {0};
    do {
        const int8_t *from = input + kept.offset;
        bn_walk_place place = {0};
        int32_t result = *from + p->input_offset;
        while (bn_walk_next(&p->reduced, &place)) {
            const int8_t x = from[place.offset];
            result = bn_requantize_wide((int64_t)result * (x + p->input_offset), p->multiplier, p->shift);
        }
        *output++ = (int8_t)bn_clamp(bn_requantize_wide(result, p->multiplier, p->shift) + p->output_offset, INT8_MIN, INT8_MAX);
    } while (bn_walk_next(&p->kept, &kept));
}
