#include "bn_strict_float.h"

#include "bn_add_f32.h"

#include <float.h>

#include "bn_float_range.h"
#include "bn_lm_fpu.h"

#if BN_LM_FPU

/* Without an activation only infinite sums are clamped, which are looked for afterwards. */
static void add_neighbours(const bn_add_f32_params *p, const float *left, const float *right, int32_t count, float *output)
{
    if (bn_lm_fpu_add(left, right, count, output) == 0.0f) return;
    for (int32_t i = 0; i < count; i++) {
        output[i] = bn_clamp_f32(output[i], p->activation_min, p->activation_max);
    }
}

#endif

void bn_add_f32(const bn_add_f32_params *p, const float *left, const float *right, float *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
#if BN_LM_FPU
    const int neighbours = inner->left_step == 1 && inner->right_step == 1 && inner->extent > 0 && inner->extent % 4 == 0 && p->activation_min <= -FLT_MAX && p->activation_max >= FLT_MAX;
#endif
    do {
        const float *l = left + row.left, *r = right + row.right;
#if BN_LM_FPU
        if (neighbours) {
            add_neighbours(p, l, r, inner->extent, output);
            output += inner->extent;
            continue;
        }
#endif
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = bn_clamp_f32(*l + *r, p->activation_min, p->activation_max);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
