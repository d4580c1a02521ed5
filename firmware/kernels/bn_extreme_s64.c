#include "bn_extreme_s64.h"

void bn_extreme_s64(const bn_extreme_s64_params *p, const int64_t *left, const int64_t *right, int64_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int64_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (p->largest != 0 ? *l > *r : *l < *r) ? *l : *r;
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
