#include "bn_sum_s8.h"

#include "bn_fixed_point.h"

void bn_sum_s8(const bn_sum_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_walk_place kept = {0};
    do {
        bn_walk_place place = {0};
        int32_t sum = p->sum_offset;
        do {
            sum += input[kept.offset + place.offset];
        } while (bn_walk_next(&p->reduced, &place));
        sum = bn_requantize(sum, p->multiplier, p->shift) + p->output_offset;
        *output++ = (int8_t)bn_clamp(sum, INT8_MIN, INT8_MAX);
    } while (bn_walk_next(&p->kept, &kept));
}
