#include "bn_squared_difference_s16.h"

#include "bn_fixed_point.h"

static int32_t squared_difference(const bn_squared_difference_s16_params *p, int32_t left, int32_t right)
{
    const int32_t a = bn_requantize((left + p->left_offset), p->left_multiplier, p->left_shift);
    const int32_t b = bn_requantize((right + p->right_offset), p->right_multiplier, p->right_shift);
    const uint32_t difference = (uint32_t)a - (uint32_t)b;
    const int32_t result = bn_requantize((int32_t)(difference * difference), p->output_multiplier, p->output_shift) + p->output_offset;
    return bn_clamp(result, INT16_MIN, INT16_MAX);
}

void bn_squared_difference_s16(const bn_squared_difference_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int16_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (int16_t)squared_difference(p, *l, *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
