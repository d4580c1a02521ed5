/* bn_add_linear_s8.h - int8 addition and subtraction of operands that broadcast, in one rounding. */
#ifndef BN_ADD_LINEAR_S8_H
#define BN_ADD_LINEAR_S8_H

#include "bn_add_linear.h"
#include "bn_fixed_point.h"
#include "bn_inline.h"

typedef bn_add_linear_params bn_add_linear_s8_params;

/* output may be left or right where that operand is not repeated. */
BN_INLINE void bn_add_linear_s8_inline(const bn_add_linear_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            const int32_t sum = (*l * p->left_multiplier + *r * p->right_multiplier + p->constant) >> p->shift;
            *output++ = (int8_t)bn_clamp(sum, p->activation_min, p->activation_max);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}

/* The same as a function of its own, for several layers. */
void bn_add_linear_s8(const bn_add_linear_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
