#include "bn_prelu_s16.h"

#include "bn_fixed_point.h"

static int32_t scaled(const bn_prelu_s16_params *p, int32_t input, int32_t alpha)
{
    const int32_t value = input + p->input_offset;
    if (value >= 0) return bn_requantize(value, p->positive_multiplier, p->positive_shift);
    return bn_requantize(value * (alpha + p->alpha_offset), p->negative_multiplier, p->negative_shift);
}

void bn_prelu_s16(const bn_prelu_s16_params *p, const int16_t *left, const int8_t *right, int16_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int16_t *l = left + row.left;
        const int8_t *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (int16_t)bn_clamp(scaled(p, *l, *r) + p->output_offset, INT16_MIN, INT16_MAX);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
