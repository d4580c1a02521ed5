#include "bn_strict_float.h"

#include "bn_squared_difference_f32.h"

void bn_squared_difference_f32(const bn_squared_difference_f32_params *p, const float *left, const float *right, float *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const float *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (*l - *r) * (*l - *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
