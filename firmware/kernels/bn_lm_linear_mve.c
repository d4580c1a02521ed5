#include "bn_scalar_float.h"

#include "bn_lm_linear_mve.h"

#include <stddef.h>

#include "bn_half.h"
#include "bn_lm_mve.h"

/* Of four rows, by_16 if sums are 16 times too large. Helium's vectors take numbers below 2^-126 for zeros: sums are multiples of 2^-24, so none is one. */
BN_INLINE float32x4_t add_group(float32x4_t sums, int32_t a, int32_t b, int32_t c, int32_t d, int32_t by_16, const uint16_t *scales)
{
    int32x4_t own = vdupq_n_s32(a);
    own = vsetq_lane_s32(b, own, 1);
    own = vsetq_lane_s32(c, own, 2);
    own = vsetq_lane_s32(d, own, 3);
    const float32x4_t scale = bn_lm_mve_float_of_halves(vldrhq_u32(scales));
    return vaddq_f32(sums, vmulq_f32(by_16 ? vcvtq_n_f32_s32(own, 4) : vcvtq_f32_s32(own), scale));
}

/* Products with the scale of the codes may be below 2^-126: they are scalar. */
BN_INLINE void finish_rows(const bn_lm_linear_w8_mve_params *p, float32x4_t sums, int32_t row, float scale, float *output)
{
    if (p->bias == NULL && row + 4 <= p->rows) {
        float *const results = output + row;
        vst1q_f32(results, sums);
        results[0] *= scale;
        results[1] *= scale;
        results[2] *= scale;
        results[3] *= scale;
        return;
    }
    float results[4];
    vst1q_f32(results, sums);
    for (int32_t at = 0; at < 4 && row + at < p->rows; at++) {
        const float result = scale * results[at];
        output[row + at] = p->bias == NULL ? result : result + p->bias[row + at];
    }
}

/* Sixteen columns of four rows. */
#define DOT_16(x, w)                                                                                                                                                               \
    do {                                                                                                                                                                           \
        a = vmladavaq_s8(a, x, vldrbq_s8(w));                                                                                                                                      \
        b = vmladavaq_s8(b, x, vldrbq_s8((w) + 16));                                                                                                                               \
        c = vmladavaq_s8(c, x, vldrbq_s8((w) + 32));                                                                                                                               \
        d = vmladavaq_s8(d, x, vldrbq_s8((w) + 48));                                                                                                                               \
        w += 64;                                                                                                                                                                   \
    } while (0)

void bn_lm_linear_w8_mve(const bn_lm_linear_w8_mve_params *p, const int8_t *codes, const float *scale, float *output)
{
    const int8_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    const int32_t columns = p->columns, group = p->group;
    for (int32_t row = 0; row < p->rows; row += 4) {
        float32x4_t sums = vdupq_n_f32(0.0f);
        for (int32_t begin = 0; begin < columns; begin += group) {
            const int32_t length = columns - begin < group ? columns - begin : group, tail = length % 16;
            const int8_t *x = codes + begin;
            int32_t a = 0, b = 0, c = 0, d = 0;
            for (int32_t blocks = length / 16; blocks > 0; blocks--) {
                const int8x16_t own = vldrbq_s8(x);
                x += 16;
                DOT_16(own, weights);
            }
            if (tail != 0) {
                const int8x16_t own = vldrbq_z_s8(x, vctp8q((uint32_t)tail));
                DOT_16(own, weights);
            }
            sums = add_group(sums, a, b, c, d, 0, scales);
            scales += 4;
        }
        finish_rows(p, sums, row, *scale, output);
    }
}

void bn_lm_linear_w4_mve(const bn_lm_linear_w4_mve_params *p, const int8_t *codes, const float *scale, float *output)
{
    const int8_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    const int32_t columns = p->columns, group = p->group;
    const int8x16_t high = vdupq_n_s8(-16);
    for (int32_t row = 0; row < p->rows; row += 4) {
        float32x4_t sums = vdupq_n_f32(0.0f);
        for (int32_t begin = 0; begin < columns; begin += group) {
            const int32_t length = columns - begin < group ? columns - begin : group;
            int32_t own[4] = {0, 0, 0, 0};
            for (int32_t i = 0; i < length; i += 32) {
                const int8_t *const x = codes + begin + i;
                const int8x16_t first = vldrbq_z_s8(x, vctp8q((uint32_t)(length - i))), second = length - i <= 16 ? vdupq_n_s8(0) : vldrbq_z_s8(x + 16, vctp8q((uint32_t)(length - i - 16)));
                /* 16 times the weights, so that they have their signs. */
                for (int32_t at = 0; at < 4; at++) {
                    const int8x16_t both = vldrbq_s8(weights);
                    own[at] = vmladavaq_s8(own[at], first, vshlq_n_s8(both, 4));
                    own[at] = vmladavaq_s8(own[at], second, vandq_s8(both, high));
                    weights += 16;
                }
            }
            sums = add_group(sums, own[0], own[1], own[2], own[3], 1, scales);
            scales += 4;
        }
        finish_rows(p, sums, row, *scale, output);
    }
}

/* A row of blocks of so many columns. */
BN_INLINE void embedding(const bn_lm_linear_w8_mve_params *p, const int32_t *token, int32_t block, float *output)
{
    const int32_t row = *token < 0 ? 0 : *token >= p->rows ? p->rows - 1 : *token, groups = (p->columns + p->group - 1) / p->group;
    const int32_t whole = (p->group + block - 1) / block, tail = (p->columns % p->group + block - 1) / block, blocks = p->columns / p->group * whole + tail;
    const int8_t *const weights = p->weights + (row / 4 * blocks * 4 + row % 4) * 16;
    const uint16_t *const scales = p->scales + row / 4 * groups * 4 + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        const int32_t g = i / p->group, within = i % p->group, both = weights[(g * whole + within / block) * 64 + within % 16];
        const int32_t value = block == 16 ? both : within % block < 16 ? (int8_t)((uint32_t)both << 4) >> 4 : both >> 4;
        output[i] = (float)value * bn_float_of_half(scales[4 * g]);
    }
}

void bn_lm_embedding_w8_mve(const bn_lm_embedding_w8_mve_params *p, const int32_t *token, float *output)
{
    embedding(p, token, 16, output);
}

void bn_lm_embedding_w4_mve(const bn_lm_embedding_w4_mve_params *p, const int32_t *token, float *output)
{
    embedding(p, token, 32, output);
}
