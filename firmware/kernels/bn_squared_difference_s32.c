#include "bn_squared_difference_s32.h"

/* Wraps around. */
static int32_t square(uint32_t x)
{
    return (int32_t)(x * x);
}

void bn_squared_difference_s32(const bn_squared_difference_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int32_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = square((uint32_t)*l - (uint32_t)*r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
