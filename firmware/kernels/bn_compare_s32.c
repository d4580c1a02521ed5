#include "bn_compare_s32.h"

void bn_compare_s32(const bn_compare_s32_params *p, const int32_t *left, const int32_t *right, uint8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int32_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (uint8_t)(p->outcomes >> ((*l >= *r) + (*l > *r)) & 1);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
