/* bn_lm_rows.h - what the products of a language model's quantized matrices have in common: where groups end, and how their sums become results. */
#ifndef BN_LM_ROWS_H
#define BN_LM_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "bn_half.h"
#include "bn_lm_fpu.h"
#include "bn_lm_linear.h"

/* Behind the last column of the group that begins there. */
static inline int32_t bn_lm_group_end(const bn_lm_linear_w8_params *p, int32_t begin)
{
    return p->columns - begin < p->group ? p->columns : begin + p->group;
}

/* Columns of a row with every group padded to a multiple. */
static inline int32_t bn_lm_padded(const bn_lm_linear_w8_params *p, int32_t multiple)
{
    const int32_t tail = p->columns % p->group, whole = (p->group + multiple - 1) / multiple * multiple;
    return p->columns / p->group * whole + (tail + multiple - 1) / multiple * multiple;
}

/* sums += a group's products with the codes, each times its scale. */
static inline void bn_lm_add_group(float sums[4], const int32_t own[4], const uint16_t *scales)
{
#if BN_LM_FPU
    bn_lm_fpu_add_group(sums, own, scales);
#else
    sums[0] += (float)own[0] * bn_float_of_half(scales[0]);
    sums[1] += (float)own[1] * bn_float_of_half(scales[1]);
    sums[2] += (float)own[2] * bn_float_of_half(scales[2]);
    sums[3] += (float)own[3] * bn_float_of_half(scales[3]);
#endif
}

/* How many rows, all fours whole, have no bias. */
static inline int32_t bn_lm_plain_rows(const bn_lm_linear_w8_params *p)
{
    return p->bias == NULL ? p->rows / 4 * 4 : 0;
}

/* Four rows of the output, fewer at the end; those before `plain` without more ado. */
static inline void bn_lm_finish_rows(const bn_lm_linear_w8_params *p, const float sums[4], int32_t row, int32_t plain, float scale, float *output)
{
    if (row < plain) {
        output[row] = scale * sums[0];
        output[row + 1] = scale * sums[1];
        output[row + 2] = scale * sums[2];
        output[row + 3] = scale * sums[3];
        return;
    }
    /* Apart, so that sums stay in registers. */
    const float results[4] = {scale * sums[0], scale * sums[1], scale * sums[2], scale * sums[3]};
    for (int32_t at = 0; at < 4 && row + at < p->rows; at++) {
        output[row + at] = p->bias == NULL ? results[at] : results[at] + p->bias[row + at];
    }
}

#endif
