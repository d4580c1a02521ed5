/* bn_conv_2d_add_s8_dsp.h - int8 convolution and the addition behind it, two positions at a time, for cores with dual multiply-accumulates.
 *
 * The convolution's result is never whole, and the sum may lie where the other operand does. */
#ifndef BN_CONV_2D_ADD_S8_DSP_H
#define BN_CONV_2D_ADD_S8_DSP_H

#include "bn_conv_2d_s8_dsp_narrow.h"
#include "bn_fixed_point.h"

/* An addition in one rounding: for scales and zero points with which the compiler has found that exact, for all pairs of operands. */
typedef struct {
    int32_t multiplier;       /* of the convolution's result */
    int32_t other_multiplier;
    int32_t constant;         /* zero points and rounding */
    int32_t shift;            /* to the right; 1 to 30 */
    int32_t activation_min;   /* fused activation, in output units */
    int32_t activation_max;
} bn_conv_2d_sum;

typedef struct {
    bn_conv_2d_s8_dsp_params convolution;
    bn_conv_2d_sum sum;
} bn_conv_2d_add_s8_dsp_params;

/* output may be other. */
BN_INLINE void bn_conv_2d_add_s8_dsp_inline(const bn_conv_2d_add_s8_dsp_params *p, const int8_t *input, const int8_t *other, int8_t *output, void *scratch)
{
    const bn_conv_2d_s8_dsp_params *const convolution = &p->convolution;
    const bn_conv_2d_sum *const sum = &p->sum;
    uint32_t *const columns = scratch;
    /* Behind the columns: first what gathering needs, then the results of the positions. */
    int8_t *const patch = (int8_t *)(columns + BN_CONV_FEW_COLUMNS * convolution->words);
    bn_conv_2d_walk walk = bn_conv_2d_begin(convolution, input);
    while (walk.pixel < convolution->pixels) {
        const int32_t count = bn_conv_2d_next(convolution, &walk, columns, BN_CONV_FEW_COLUMNS, patch);
        bn_conv_2d_multiply_few(convolution, columns, count, patch);
        for (int32_t i = 0; i < count * convolution->output_channels; i++) {
            const int32_t scaled = (patch[i] * sum->multiplier + *other++ * sum->other_multiplier + sum->constant) >> sum->shift;
            *output++ = (int8_t)bn_clamp(scaled, sum->activation_min, sum->activation_max);
        }
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_add_s8_dsp(const bn_conv_2d_add_s8_dsp_params *p, const int8_t *input, const int8_t *other, int8_t *output, void *scratch);

#endif
