#include "bn_div_s8.h"

#include "bn_fixed_point.h"
#include "bn_gemmlowp.h"

/* By zero it saturates, and 0 / 0 is the zero point. */
static int8_t quotient(const bn_div_s8_params *p, int32_t a, int32_t b)
{
    int32_t result = a == 0 ? p->output_offset : a > 0 ? p->activation_max : p->activation_min;
    if (b != 0) {
        const bn_multiplier inverse = bn_reciprocal(b < 0 ? -b : b, 31);
        const int32_t dividend = b < 0 ? -a : a;
        /* Sign bits in front of the first that counts. */
        const int32_t headroom = dividend < 0 ? bn_leading_zeros((uint32_t)(-2 * dividend - 1)) : bn_leading_zeros((uint32_t)dividend) - 1;
        const int32_t unscaled = bn_doubling_high_multiply(bn_wrapping_shift_left(dividend, headroom), inverse.mantissa);
        const int32_t shift = p->output_shift - inverse.shift - headroom;
        /* Where TFLM shifts further than C defines, this is what its code gives on Cortex-M, and for 0 everywhere. */
        const int32_t scaled = shift < -31 ? (unscaled < 0 ? -1 : 1) : bn_requantize(unscaled, p->output_multiplier, shift);
        result = scaled + p->output_offset;
    }
    return (int8_t)bn_clamp(result, p->activation_min, p->activation_max);
}

void bn_div_s8(const bn_div_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    const bn_broadcast_loop *inner = &p->broadcast.loops[p->broadcast.rank - 1];
    bn_broadcast_row row = {0};
    do {
        const int8_t *l = left + row.left, *r = right + row.right;
        for (int32_t i = 0; i < inner->extent; i++) {
            *output++ = quotient(p, *l + p->left_offset, *r + p->right_offset);
            l += inner->left_step;
            r += inner->right_step;
        }
    } while (bn_broadcast_next(&p->broadcast, &row));
}
