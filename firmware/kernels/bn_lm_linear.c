#include "bn_scalar_float.h"

#include "bn_lm_linear.h"

#include <stddef.h>

#include "bn_half.h"
#include "bn_lm_dsp.h"
#include "bn_lm_fpu.h"

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

/* Codes as int16, each group padded with zeros to a multiple of `multiple`; returns the end. */
static int16_t *widen(const bn_lm_linear_w8_params *p, const int8_t *codes, int32_t multiple, int16_t *x)
{
    for (int32_t begin = 0; begin < p->columns; begin += p->group) {
        const int32_t length = p->columns - begin < p->group ? p->columns - begin : p->group;
        int32_t i = 0;
        for (; i < length; i++) {
            *x++ = codes[begin + i];
        }
        for (; i % multiple != 0; i++) {
            *x++ = 0;
        }
    }
    return x;
}

/* Adds a group's sums, each times its scale. */
static inline void add_group(float sums[4], const int32_t own[4], const uint16_t *scales)
{
    sums[0] += (float)own[0] * bn_float_of_half(scales[0]);
    sums[1] += (float)own[1] * bn_float_of_half(scales[1]);
    sums[2] += (float)own[2] * bn_float_of_half(scales[2]);
    sums[3] += (float)own[3] * bn_float_of_half(scales[3]);
}

static inline void finish(const bn_lm_linear_w8_params *p, const float sums[4], int32_t row, float scale, float *output)
{
    if (p->bias == NULL && row + 4 <= p->rows) {
        output[row] = scale * sums[0];
        output[row + 1] = scale * sums[1];
        output[row + 2] = scale * sums[2];
        output[row + 3] = scale * sums[3];
        return;
    }
    for (int32_t at = 0; at < 4 && row + at < p->rows; at++) {
        const float result = scale * sums[at];
        output[row + at] = p->bias == NULL ? result : result + p->bias[row + at];
    }
}

#if !BN_LM_DSP

/* Four columns of a row. */
static inline int32_t dot_bytes(uint32_t w, const int16_t *x, int32_t sum)
{
    sum += (int8_t)(w & 0xffu) * x[0] + (int8_t)(w >> 16 & 0xffu) * x[1];
    return sum + (int8_t)(w >> 8 & 0xffu) * x[2] + (int8_t)(w >> 24) * x[3];
}

/* Eight columns of a row, each 8 too large. */
static inline int32_t dot_nibbles(uint32_t w, const int16_t *x, int32_t sum)
{
    for (int32_t k = 0; k < 4; k++) {
        sum += (int32_t)(w >> (4 * k) & 15u) * x[2 * k] + (int32_t)(w >> (16 + 4 * k) & 15u) * x[2 * k + 1];
    }
    return sum;
}

#endif

/* Four rows of a group of bytes: sums[0..3] += their products with the codes; moves weights and codes behind it. */
static inline void sum_bytes(const uint32_t **weights, const int16_t **codes, int32_t length, int32_t sums[4])
{
#if BN_LM_DSP
    const bn_lm_dsp_place behind = bn_lm_dsp_bytes((bn_lm_dsp_place){*weights, *codes}, (length + 3) / 4 * 4, sums);
    *weights = behind.weights;
    *codes = behind.codes;
#else
    for (int32_t i = 0; i < length; i += 4) {
        for (int32_t at = 0; at < 4; at++) {
            sums[at] = dot_bytes(*(*weights)++, *codes, sums[at]);
        }
        *codes += 4;
    }
#endif
}

static inline void sum_nibbles(const uint32_t **weights, const int16_t **codes, int32_t length, int32_t sums[4])
{
#if BN_LM_DSP
    const bn_lm_dsp_place behind = bn_lm_dsp_nibbles((bn_lm_dsp_place){*weights, *codes}, (length + 7) / 8 * 8, sums);
    *weights = behind.weights;
    *codes = behind.codes;
#else
    for (int32_t i = 0; i < length; i += 8) {
        for (int32_t at = 0; at < 4; at++) {
            sums[at] = dot_nibbles(*(*weights)++, *codes, sums[at]);
        }
        *codes += 8;
    }
#endif
}

void bn_lm_linear_w8(const bn_lm_linear_w8_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const uint32_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    widen(p, codes, 4, scratch);
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int16_t *x = scratch;
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            const int32_t length = p->columns - begin < p->group ? p->columns - begin : p->group;
            int32_t own[4] = {0, 0, 0, 0};
            sum_bytes(&weights, &x, length, own);
            add_group(sums, own, scales);
            scales += 4;
        }
        finish(p, sums, row, *scale, output);
    }
}

void bn_lm_linear_w4(const bn_lm_linear_w4_params *p, const int8_t *codes, const float *scale, float *output, void *scratch)
{
    const uint32_t *weights = p->weights;
    const uint16_t *scales = p->scales;
    /* Nibbles are 8 too large: 8 * (sum of the group's codes) is where its sums begin, negative. The codes' end is at a multiple of 16 bytes. */
    int32_t *const starts = (int32_t *)(void *)widen(p, codes, 8, scratch);
    for (int32_t begin = 0, g = 0; begin < p->columns; begin += p->group, g++) {
        int32_t sum = 0;
        for (int32_t i = begin; i < p->columns && i < begin + p->group; i++) {
            sum += codes[i];
        }
        starts[g] = -8 * sum;
    }
    for (int32_t row = 0; row < p->rows; row += 4) {
        const int16_t *x = scratch;
        const int32_t *start = starts;
        float sums[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        for (int32_t begin = 0; begin < p->columns; begin += p->group) {
            const int32_t length = p->columns - begin < p->group ? p->columns - begin : p->group;
            int32_t own[4] = {*start, *start, *start, *start};
            sum_nibbles(&weights, &x, length, own);
            add_group(sums, own, scales);
            scales += 4;
            start++;
        }
        finish(p, sums, row, *scale, output);
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

/* Columns of a row with all groups padded. */
static int32_t padded(const bn_lm_linear_w8_params *p, int32_t multiple)
{
    const int32_t tail = p->columns % p->group, whole = (p->group + multiple - 1) / multiple * multiple;
    return p->columns / p->group * whole + (tail + multiple - 1) / multiple * multiple;
}

void bn_lm_embedding_w8(const bn_lm_embedding_w8_params *p, const int32_t *token, float *output)
{
    static const uint8_t shifts[4] = {0, 16, 8, 24};
    const int32_t row = row_of(*token, p->rows), groups = (p->columns + p->group - 1) / p->group, whole = (p->group + 3) / 4;
    const uint32_t *const weights = p->weights + row / 4 * padded(p, 4) + row % 4;
    const uint16_t *const scales = p->scales + row / 4 * groups * 4 + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        const int32_t g = i / p->group, within = i % p->group;
        const int32_t value = (int8_t)(weights[4 * (g * whole + within / 4)] >> shifts[within % 4] & 0xffu);
        output[i] = (float)value * bn_float_of_half(scales[4 * g]);
    }
}

void bn_lm_embedding_w4(const bn_lm_embedding_w4_params *p, const int32_t *token, float *output)
{
    const int32_t row = row_of(*token, p->rows), groups = (p->columns + p->group - 1) / p->group, whole = (p->group + 7) / 8;
    const uint32_t *const weights = p->weights + row / 4 * (padded(p, 8) / 2) + row % 4;
    const uint16_t *const scales = p->scales + row / 4 * groups * 4 + row % 4;
    for (int32_t i = 0; i < p->columns; i++) {
        const int32_t g = i / p->group, within = i % p->group, shift = 4 * (within % 8 / 2) + 16 * (within % 2);
        const int32_t value = (int32_t)(weights[4 * (g * whole + within / 8)] >> shift & 15u) - 8;
        output[i] = (float)value * bn_float_of_half(scales[4 * g]);
    }
}
