#include "bn_logical.h"

void bn_logical(const bn_logical_params *p, const uint8_t *left, const uint8_t *right, uint8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const uint8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = (uint8_t)((*l != 0) + (*r != 0) + (p->any != 0) > 1);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
