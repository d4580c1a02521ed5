#include "bn_mul_s16.h"

#include "bn_fixed_point.h"

void bn_mul_s16(const bn_mul_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int16_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            const int32_t product = (*l + p->left_offset) * (*r + p->right_offset);
            const int32_t scaled = bn_requantize(product, p->output_multiplier, p->output_shift) + p->output_offset;
            *output++ = (int16_t)bn_clamp(scaled, p->activation_min, p->activation_max);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
