#include "bn_scalar_float.h"

#include "bn_lm_linear.h"

#include <stddef.h>

#include "bn_half.h"
#include "bn_lm_fpu.h"
#include "bn_lm_rows.h"

void bn_lm_linear_f32(const bn_lm_linear_f32_params *p, const float *input, float *output)
{
    const float *weights = p->weights;
    for (int32_t row = 0; row < p->rows; row += 4) {
        int32_t i = 0;
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
#if BN_LM_FPU
        i = p->columns - p->columns % 4;
        if (i > 0) weights = bn_lm_fpu_rows(weights, input, i, sums);
#endif
        float a = sums[0], b = sums[1], c = sums[2], d = sums[3];
        for (; i < p->columns; i++) {
            const float x = input[i];
            a += weights[0] * x;
            b += weights[1] * x;
            c += weights[2] * x;
            d += weights[3] * x;
            weights += 4;
        }
        sums[0] = a;
        sums[1] = b;
        sums[2] = c;
        sums[3] = d;
        for (int32_t at = 0; at < 4 && row + at < p->rows; at++) {
            output[row + at] = p->bias == NULL ? sums[at] : sums[at] + p->bias[row + at];
        }
    }
}

/* Four columns of a row; bytes of even columns are 128 too large. */
static inline int32_t dot_bytes(uint32_t w, const int16_t *x, int32_t sum)
{
    w ^= 0x00800080u;
    sum += (int8_t)(w & 0xffu) * x[0] + (int8_t)(w >> 8 & 0xffu) * x[1];
    return sum + (int8_t)(w >> 16 & 0xffu) * x[2] + (int8_t)(w >> 24) * x[3];
}

/* Eight columns of a row, each 8 too large. */
static inline int32_t dot_nibbles(uint32_t w, const int16_t *x, int32_t sum)
{
    for (int32_t k = 0; k < 4; k++) {
        sum += (int32_t)(w >> (4 * k) & 15u) * x[2 * k] + (int32_t)(w >> (16 + 4 * k) & 15u) * x[2 * k + 1];
    }
    return sum;
}

/* Codes as int16, each group padded with zeros to a multiple. */
static void widen(const bn_lm_linear_w8_params *p, const int8_t *codes, int32_t multiple, int16_t *x)
{
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        const int32_t length = bn_lm_group_end(p, begin) - begin;
        int32_t i = 0;
        for (; i < length; i++) {
            *x++ = codes[begin + i];
        }
        for (; i % multiple != 0; i++) {
            *x++ = 0;
        }
    }
}

void bn_lm_linear_w8(const bn_lm_linear_w8_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const uint32_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    const int32_t plain = bn_lm_plain_rows(p);
    widen(p, codes, 4, scratch);
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int16_t *x = scratch;
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            const int32_t end = bn_lm_group_end(p, begin);
            int32_t own[4] = {0, 0, 0, 0};
            for (int32_t i = begin; i < end; i += 4) {
                for (int32_t at = 0; at < 4; at++) {
                    own[at] = dot_bytes(*weights++, x, own[at]);
                }
                x += 4;
            }
            bn_lm_add_group(sums, own, scales);
            scales += 4;
        }
        bn_lm_finish_rows(p, sums, row, plain, *scale, output);
    }
}

void bn_lm_linear_w4(const bn_lm_linear_w4_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const uint32_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    const int32_t plain = bn_lm_plain_rows(p);
    int32_t *const starts = (int32_t *)scratch + bn_lm_padded(p, 8) / 2;
    widen(p, codes, 8, scratch);
    /* Nibbles are 8 too large: 8 * (sum of the group's codes) is where its sums begin, negative. */
    for (int32_t begin = 0, g = 0; begin < p->columns; begin += p->group, g++) {
        int32_t sum = 0;
        for (int32_t i = begin; i < bn_lm_group_end(p, begin); i++) {
            sum += codes[i];
        }
        starts[g] = -8 * sum;
    }
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int16_t *x = scratch;
        const int32_t *start = starts;
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            const int32_t end = bn_lm_group_end(p, begin);
            int32_t own[4] = {*start, *start, *start, *start};
            for (int32_t i = begin; i < end; i += 8) {
                for (int32_t at = 0; at < 4; at++) {
                    own[at] = dot_nibbles(*weights++, x, own[at]);
                }
                x += 8;
            }
            bn_lm_add_group(sums, own, scales);
            scales += 4;
            start++;
        }
        bn_lm_finish_rows(p, sums, row, plain, *scale, output);
    }
}

static int32_t row_of(int32_t token, int32_t rows)
{
    return token < 0 ? 0 : token >= rows ? rows - 1 : token;
}

void bn_lm_embedding_f32(const bn_lm_embedding_f32_params *p, const int32_t *token, float *output)
{
    const int32_t row = row_of(*token, p->rows);
    const float *const weights = p->weights + (row - row % 4) * p->columns + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        output[i] = weights[4 * i];
    }
}

void bn_lm_embedding_w8(const bn_lm_embedding_w8_params *p, const int32_t *token, float *output)
{
    const int32_t row = row_of(*token, p->rows), groups = (p->columns + p->group - 1) / p->group, whole = (p->group + 3) / 4;
    const uint32_t *const weights = p->weights + row / 4 * bn_lm_padded(p, 4) + row % 4;
    const uint16_t *const scales = p->scales + row / 4 * groups * 4 + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        const int32_t g = i / p->group, within = i % p->group;
        const int32_t value = (int8_t)((weights[4 * (g * whole + within / 4)] ^ 0x00800080u) >> (8 * (within % 4)) & 0xffu);
        output[i] = (float)value * bn_float_of_half(scales[4 * g]);
    }
}

void bn_lm_embedding_w4(const bn_lm_embedding_w4_params *p, const int32_t *token, float *output)
{
    const int32_t row = row_of(*token, p->rows), groups = (p->columns + p->group - 1) / p->group, whole = (p->group + 7) / 8;
    const uint32_t *const weights = p->weights + row / 4 * (bn_lm_padded(p, 8) / 2) + row % 4;
    const uint16_t *const scales = p->scales + row / 4 * groups * 4 + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        const int32_t g = i / p->group, within = i % p->group, shift = 4 * (within % 8 / 2) + 16 * (within % 2);
        const int32_t value = (int32_t)(weights[4 * (g * whole + within / 8)] >> shift & 15u) - 8;
        output[i] = (float)value * bn_float_of_half(scales[4 * g]);
    }
}
