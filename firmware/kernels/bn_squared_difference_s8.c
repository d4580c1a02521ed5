#include "bn_squared_difference_s8.h"

#include "bn_fixed_point.h"

enum { HEADROOM = 1 << 7 };

static int32_t squared_difference(const bn_squared_difference_s8_params *p, int32_t left, int32_t right)
{
    const int32_t a = bn_requantize((left + p->left_offset) * HEADROOM, p->left_multiplier, p->left_shift);
    const int32_t b = bn_requantize((right + p->right_offset) * HEADROOM, p->right_multiplier, p->right_shift);
    const uint32_t difference = (uint32_t)a - (uint32_t)b;
    const int32_t result = bn_requantize((int32_t)(difference * difference), p->output_multiplier, p->output_shift) + p->output_offset;
    return bn_clamp(result, INT8_MIN, INT8_MAX);
}

void bn_squared_difference_s8(const bn_squared_difference_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (int8_t)squared_difference(p, *l, *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
