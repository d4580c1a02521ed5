#include "bn_prelu_s8.h"

#include "bn_fixed_point.h"

static int32_t scaled(const bn_prelu_s8_params *p, int32_t input, int32_t alpha)
{
    const int32_t value = input + p->input_offset;
    if (value >= 0) return bn_requantize(value, p->positive_multiplier, p->positive_shift);
    return bn_requantize(value * (alpha + p->alpha_offset), p->negative_multiplier, p->negative_shift);
}

void bn_prelu_s8(const bn_prelu_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (int8_t)bn_clamp(scaled(p, *l, *r) + p->output_offset, INT8_MIN, INT8_MAX);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
