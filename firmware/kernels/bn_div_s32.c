#include "bn_div_s32.h"

#include "bn_fixed_point.h"

/* Towards zero; division by zero gives 0 on every core, and -2^31 / -1 wraps around. */
static int32_t quotient(int32_t a, int32_t b)
{
    if (b == -1) return (int32_t)(0u - (uint32_t)a);
    return b == 0 ? 0 : a / b;
}

void bn_div_s32(const bn_div_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int32_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = bn_clamp(quotient(*l, *r), p->activation_min, p->activation_max);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
