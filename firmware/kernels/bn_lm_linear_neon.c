#include "bn_strict_float.h"

#include "bn_lm_linear_neon.h"

#include <arm_neon.h>
#include <string.h>

#include "bn_inline.h"
#include "bn_lm_rows.h"

/* How many fours of rows are summed side by side, so that one sum need not wait for the other. */
#define FOURS 4

static inline void store_rows(float *output, int32_t row, int32_t rows, const float *bias, float32x4_t sums)
{
    if (bias == NULL && row + 4 <= rows) {
        vst1q_f32(output + row, sums);
        return;
    }
    float results[4];
    vst1q_f32(results, sums);
    for (int32_t at = 0; at < 4 && row + at < rows; at++) {
        output[row + at] = bias == NULL ? results[at] : results[at] + bias[row + at];
    }
}

/* So many fours of rows, from left to right. */
BN_INLINE void float_rows(const bn_lm_linear_f32_params *p, const float *input, float *output, int32_t row, int32_t fours)
{
    const float *weights[FOURS];
    float32x4_t sums[FOURS];
    for (int32_t k = 0; k < fours; k++) {
        weights[k] = p->weights + (row + 4 * k) * p->columns;
        sums[k] = vdupq_n_f32(0.0f);
    }
    int32_t i = 0;
    for (; i + 4 <= p->columns; i += 4) {
        const float32x4_t x = vld1q_f32(input + i);
        for (int32_t k = 0; k < fours; k++) {
            sums[k] = vaddq_f32(sums[k], vmulq_laneq_f32(vld1q_f32(weights[k]), x, 0));
            sums[k] = vaddq_f32(sums[k], vmulq_laneq_f32(vld1q_f32(weights[k] + 4), x, 1));
            sums[k] = vaddq_f32(sums[k], vmulq_laneq_f32(vld1q_f32(weights[k] + 8), x, 2));
            sums[k] = vaddq_f32(sums[k], vmulq_laneq_f32(vld1q_f32(weights[k] + 12), x, 3));
            weights[k] += 16;
        }
    }
    for (; i < p->columns; i++) {
        for (int32_t k = 0; k < fours; k++) {
            sums[k] = vaddq_f32(sums[k], vmulq_n_f32(vld1q_f32(weights[k]), input[i]));
            weights[k] += 4;
        }
    }
    for (int32_t k = 0; k < fours; k++) {
        store_rows(output, row + 4 * k, p->rows, p->bias, sums[k]);
    }
}

void bn_lm_linear_f32_neon(const bn_lm_linear_f32_neon_params *p, const float *input, float *output)
{
    int32_t row = 0;
    for (; row + 4 * FOURS <= (p->rows + 3) / 4 * 4; row += 4 * FOURS) {
        float_rows(p, input, output, row, FOURS);
    }
    for (; row < p->rows; row += 4) {
        float_rows(p, input, output, row, 1);
    }
}

/* acc + four rows of four bytes, side by side, times four codes; the sums of a row's products are in its lane. */
#if defined(__ARM_FEATURE_DOTPROD)

typedef int32x4_t bn_lm_neon_sums;

BN_INLINE bn_lm_neon_sums no_sums(void)
{
    return vdupq_n_s32(0);
}

BN_INLINE bn_lm_neon_sums add_products(bn_lm_neon_sums sums, int8x16_t weights, int8x16_t codes)
{
    return vdotq_s32(sums, weights, codes);
}

BN_INLINE int32x4_t total(bn_lm_neon_sums sums)
{
    return sums;
}

#else

/* Sums of two columns of rows 0 and 1, and of rows 2 and 3. */
typedef int32x4x2_t bn_lm_neon_sums;

BN_INLINE bn_lm_neon_sums no_sums(void)
{
    return (bn_lm_neon_sums){{vdupq_n_s32(0), vdupq_n_s32(0)}};
}

BN_INLINE bn_lm_neon_sums add_products(bn_lm_neon_sums sums, int8x16_t weights, int8x16_t codes)
{
    const int16x8_t low = vmull_s8(vget_low_s8(weights), vget_low_s8(codes)), high = vmull_high_s8(weights, codes);
    return (bn_lm_neon_sums){{vpadalq_s16(sums.val[0], low), vpadalq_s16(sums.val[1], high)}};
}

BN_INLINE int32x4_t total(bn_lm_neon_sums sums)
{
    return vpaddq_s32(sums.val[0], sums.val[1]);
}

#endif

/* Four codes for each of four rows. */
BN_INLINE int8x16_t load_codes(const int8_t *codes)
{
    int32_t four;
    memcpy(&four, codes, sizeof four);
    return vreinterpretq_s8_s32(vdupq_n_s32(four));
}

BN_INLINE float32x4_t add_group(float32x4_t sums, int32x4_t own, const uint16_t *scales)
{
    return vaddq_f32(sums, vmulq_f32(vcvtq_f32_s32(own), vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(scales)))));
}

void bn_lm_linear_w8_neon(const bn_lm_linear_w8_neon_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const int8_t *weights = (const int8_t *)p->weights;
    const uint16_t *scales = p->scales;
    int8_t *padded = scratch;
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        const int32_t length = bn_lm_group_end(p, begin) - begin, whole = (length + 3) / 4 * 4;
        memcpy(padded, codes + begin, (size_t)length);
        memset(padded + length, 0, (size_t)(whole - length));
        padded += whole;
    }
    /* Bytes of even columns are 128 too large. */
    const int8x16_t flip = vreinterpretq_s8_u32(vdupq_n_u32(0x00800080u));
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int8_t *x = scratch;
        float32x4_t sums = vdupq_n_f32(0.0f);
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            bn_lm_neon_sums first = no_sums(), second = no_sums();
            int32_t words = (bn_lm_group_end(p, begin) - begin + 3) / 4;
            for (; words >= 2; words -= 2) {
                first = add_products(first, veorq_s8(vld1q_s8(weights), flip), load_codes(x));
                second = add_products(second, veorq_s8(vld1q_s8(weights + 16), flip), load_codes(x + 4));
                weights += 32;
                x += 8;
            }
            if (words > 0) {
                first = add_products(first, veorq_s8(vld1q_s8(weights), flip), load_codes(x));
                weights += 16;
                x += 4;
            }
            sums = add_group(sums, vaddq_s32(total(first), total(second)), scales);
            scales += 4;
        }
        store_rows(output, row, p->rows, p->bias, vmulq_n_f32(sums, *scale));
    }
}

void bn_lm_linear_w4_neon(const bn_lm_linear_w4_neon_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const uint8_t *weights = (const uint8_t *)p->weights;
    const uint16_t *scales = p->scales;
    int32_t *const starts = scratch;
    const int32_t groups = (p->columns + p->group - 1) / p->group;
    int8_t *const all = (int8_t *)(starts + groups), *to = all;
    /* Low halves of a word's bytes are columns 0, 4, 1 and 5, high ones 2, 6, 3 and 7. Nibbles are 8 too large: -8 times the sum of the group's codes is where its sums begin. */
    static const uint8_t places[8] = {0, 4, 1, 5, 2, 6, 3, 7};
    for (int32_t begin = 0, g = 0; begin < p->columns; begin += p->group, g++) {
        const int32_t end = bn_lm_group_end(p, begin);
        int32_t sum = 0;
        for (int32_t i = begin; i < end; i += 8) {
            for (int32_t k = 0; k < 8; k++) {
                const int32_t at = i + places[k];
                *to = at < end ? codes[at] : 0;
                sum += *to++;
            }
        }
        starts[g] = -8 * sum;
    }
    const uint8x16_t low = vdupq_n_u8(15);
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int8_t *x = all;
        float32x4_t sums = vdupq_n_f32(0.0f);
        for (int32_t begin = 0, g = 0; begin < p->columns; begin += p->group, g++) {
            bn_lm_neon_sums first = no_sums(), second = no_sums();
            for (int32_t words = (bn_lm_group_end(p, begin) - begin + 7) / 8; words > 0; words--) {
                const uint8x16_t both = vld1q_u8(weights);
                first = add_products(first, vreinterpretq_s8_u8(vandq_u8(both, low)), load_codes(x));
                second = add_products(second, vreinterpretq_s8_u8(vshrq_n_u8(both, 4)), load_codes(x + 4));
                weights += 16;
                x += 8;
            }
            sums = add_group(sums, vaddq_s32(vaddq_s32(total(first), total(second)), vdupq_n_s32(starts[g])), scales);
            scales += 4;
        }
        store_rows(output, row, p->rows, p->bias, vmulq_n_f32(sums, *scale));
    }
}
