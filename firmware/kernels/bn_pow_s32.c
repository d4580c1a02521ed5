#include "bn_pow_s32.h"

/* Wraps around; a negative exponent rounds towards zero. */
static int32_t power(int32_t base, int32_t exponent)
{
    if (exponent < 0) return base == 1 ? 1 : base == -1 ? 1 - 2 * (exponent & 1) : 0;
    uint32_t result = 1, factor = (uint32_t)base;
    for (int32_t rest = exponent; rest > 0; rest >>= 1) {
        if ((rest & 1) != 0) result *= factor;
        factor *= factor;
    }
    return (int32_t)result;
}

void bn_pow_s32(const bn_pow_s32_params *p, const int32_t *left, const int32_t *right, int32_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int32_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = power(*l, *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
