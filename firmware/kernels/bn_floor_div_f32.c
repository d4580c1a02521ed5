#include "bn_strict_float.h"

#include "bn_floor_div_f32.h"

/* The quotient is a double, so that it is not rounded up to an integer that it does not reach. */
static float floor_quotient(float a, float b)
{
    const double quotient = (double)a / (double)b;
    /* From 2^52 on doubles are integers; NaN stays, too. */
    if (!(quotient < 4503599627370496.0 && quotient > -4503599627370496.0)) return (float)quotient;
    const double whole = (double)(int64_t)quotient;
    return (float)(whole > quotient ? whole - 1.0 : whole == quotient ? quotient : whole);
}

void bn_floor_div_f32(const bn_floor_div_f32_params *p, const float *left, const float *right, float *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const float *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = floor_quotient(*l, *r);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
