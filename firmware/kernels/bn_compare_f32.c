#include "bn_strict_float.h"

#include "bn_compare_f32.h"

void bn_compare_f32(const bn_compare_f32_params *p, const float *left, const float *right, uint8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const float *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            const int32_t outcome = *l < *r ? 0 : *l == *r ? 1 : *l > *r ? 2 : 3;
            *output++ = (uint8_t)(p->outcomes >> outcome & 1);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
