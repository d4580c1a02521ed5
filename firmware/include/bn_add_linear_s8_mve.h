/* bn_add_linear_s8_mve.h - bn_add_linear_s8 for cores with Helium, four elements at a time. */
#ifndef BN_ADD_LINEAR_S8_MVE_H
#define BN_ADD_LINEAR_S8_MVE_H

#include "bn_add_linear.h"
#include "bn_mve.h"

typedef bn_add_linear_params bn_add_linear_s8_mve_params;

/* One row, where an operand is repeated one with its number in the constant and a multiplier of 0. */
BN_INLINE void bn_add_linear_mve_row(const bn_add_linear_s8_mve_params *p, const int8_t *left, const int8_t *right, int32_t count, int32_t left_multiplier,
                                     int32_t right_multiplier, int32_t constant, int8_t *output)
{
    const int32x4_t low = vdupq_n_s32(p->activation_min), high = vdupq_n_s32(p->activation_max), multiplier = vdupq_n_s32(left_multiplier);
    __asm__ volatile("wlstp.32 lr, %[count], 2f\n"
                     "1:\n\t"
                     "vldrb.s32 q0, [%[left]], #4\n\t"
                     "vldrb.s32 q1, [%[right]], #4\n\t"
                     "vmlas.s32 q0, %q[multiplier], %[constant]\n\t"
                     "vmla.s32 q0, q1, %[right_multiplier]\n\t"
                     "vshl.s32 q0, %[shift]\n\t"
                     "vmax.s32 q0, q0, %q[low]\n\t"
                     "vmin.s32 q0, q0, %q[high]\n\t"
                     "vstrb.32 q0, [%[output]], #4\n\t"
                     "letp lr, 1b\n"
                     "2:"
                     : [left] "+l"(left), [right] "+l"(right), [output] "+l"(output)
                     : [count] "r"(count), [multiplier] "w"(multiplier), [right_multiplier] "r"(right_multiplier), [constant] "r"(constant), [shift] "r"(-p->shift),
                       [low] "w"(low), [high] "w"(high)
                     : "lr", "q0", "q1", "memory");
}

/* output may be left or right where that operand is not repeated. */
BN_INLINE void bn_add_linear_s8_mve_inline(const bn_add_linear_s8_mve_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        int32_t left_multiplier = p->left_multiplier, right_multiplier = p->right_multiplier, constant = p->constant;
        /* What is multiplied by 0 only has to be readable. */
        if (inner->left_step == 0) {
            constant += *l * left_multiplier;
            left_multiplier = 0;
            l = r;
        }
        if (inner->right_step == 0) {
            constant += *r * right_multiplier;
            right_multiplier = 0;
            r = l;
        }
        bn_add_linear_mve_row(p, l, r, inner->extent, left_multiplier, right_multiplier, constant, output);
        output += inner->extent;
    } while (bn_broadcast_next(&p->broadcast, &row));
}

/* The same as a function of its own, for several layers. */
void bn_add_linear_s8_mve(const bn_add_linear_s8_mve_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
