/* bn_add_s8.h - int8 addition and subtraction of operands that broadcast. */
#ifndef BN_ADD_S8_H
#define BN_ADD_S8_H

#include "bn_broadcast.h"
#include "bn_fixed_point.h"
#include "bn_inline.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t left_offset;     /* minus the operands' zero points */
    int32_t left_multiplier; /* to the common scale, of values with 20 bits of headroom */
    int32_t left_shift;
    int32_t right_offset;
    int32_t right_multiplier;
    int32_t right_shift;
    int32_t right_sign;      /* 1 adds, -1 subtracts */
    int32_t output_offset;   /* the output's zero point */
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
} bn_add_s8_params;

enum { BN_ADD_S8_HEADROOM = 1 << 20 };

/* output may be left or right where that operand is not repeated. */
BN_INLINE void bn_add_s8_inline(const bn_add_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            const int32_t a = bn_requantize((*l + p->left_offset) * BN_ADD_S8_HEADROOM, p->left_multiplier, p->left_shift);
            const int32_t b = bn_requantize((*r + p->right_offset) * BN_ADD_S8_HEADROOM, p->right_multiplier, p->right_shift);
            const int32_t sum = bn_requantize(a + p->right_sign * b, p->output_multiplier, p->output_shift) + p->output_offset;
            *output++ = (int8_t)bn_clamp(sum, p->activation_min, p->activation_max);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}

/* The same as a function of its own, for several layers. */
void bn_add_s8(const bn_add_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
