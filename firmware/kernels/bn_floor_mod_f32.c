#include "bn_strict_float.h"

#include "bn_floor_mod_f32.h"

#include "bn_fmod.h"

/* The remainder with the sign of the divisor. */
static float floor_remainder(float a, float b)
{
    const float remainder = bn_fmod(a, b);
    return remainder != 0.0f && (b < 0.0f) != (remainder < 0.0f) ? remainder + b : remainder;
}

void bn_floor_mod_f32(const bn_floor_mod_f32_params *p, const float *left, const float *right, float *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const float *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = floor_remainder(*l, *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
