#include "bn_compare_s16.h"

#include "bn_fixed_point.h"

/* Operands are compared in steps of 1 / 256 real units. */
enum { UNIT = 256 };

void bn_compare_s16(const bn_compare_s16_params *p, const int16_t *left, const int16_t *right, uint8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int16_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            const int32_t a = bn_requantize((*l + p->left_offset) * UNIT, p->left_multiplier, p->left_shift);
            const int32_t b = bn_requantize((*r + p->right_offset) * UNIT, p->right_multiplier, p->right_shift);
            *output++ = (uint8_t)(p->outcomes >> ((a >= b) + (a > b)) & 1);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
