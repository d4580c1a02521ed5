#include "bn_reduce_prod_s16.h"

#include "bn_fixed_point.h"

void bn_reduce_prod_s16(const bn_reduce_prod_s16_params *p, const int16_t *input, int16_t *output)
{
    bn_walk_place kept = {0};
    do {
        const int16_t *from = input + kept.offset;
        bn_walk_place place = {0};
        int32_t result = *from + p->input_offset;
        while (bn_walk_next(&p->reduced, &place)) {
            const int16_t x = from[place.offset];
            result = bn_requantize_wide((int64_t)result * (x + p->input_offset), p->multiplier, p->shift);
        }
        *output++ = (int16_t)bn_clamp(bn_requantize_wide(result, p->multiplier, p->shift) + p->output_offset, INT16_MIN, INT16_MAX);
    } while (bn_walk_next(&p->kept, &kept));
}
