#include "bn_scalar_float.h"

#include "bn_lm_linear.h"

#include <stddef.h>

#include "bn_half.h"
#if defined(__ARM_FEATURE_DSP)
#include "bn_dsp.h"
#endif

void bn_lm_linear_f32(const bn_lm_linear_f32_params *p, const float *input, float *output)
{
    const float *weights = p->weights;
    for (int32_t row = 0; row < p->rows; row += 4) {
        float a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f;
        for (int32_t i = 0; i < p->columns; i++) {
            const float x = input[i];
            a += weights[0] * x;
            b += weights[1] * x;
            c += weights[2] * x;
            d += weights[3] * x;
            weights += 4;
        }
        const float sums[4] = {a, b, c, d};
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

static void finish(const bn_lm_linear_w8_params *p, const float sums[4], int32_t row, float scale, float *output)
{
    for (int32_t at = 0; at < 4 && row + at < p->rows; at++) {
        const float result = scale * sums[at];
        output[row + at] = p->bias == NULL ? result : result + p->bias[row + at];
    }
}

/* Four columns of a row. */
static inline int32_t dot_bytes(uint32_t w, const int16_t *x, int32_t sum)
{
#if defined(__ARM_FEATURE_DSP)
    const uint32_t *const pairs = (const uint32_t *)(const void *)x;
    return bn_dot_2(bn_extend_odd(w), pairs[1], bn_dot_2(bn_extend_even(w), pairs[0], sum));
#else
    sum += (int8_t)(w & 0xffu) * x[0] + (int8_t)(w >> 16 & 0xffu) * x[1];
    return sum + (int8_t)(w >> 8 & 0xffu) * x[2] + (int8_t)(w >> 24) * x[3];
#endif
}

/* Eight columns of a row, each 8 too large. */
static inline int32_t dot_nibbles(uint32_t w, const int16_t *x, int32_t sum)
{
#if defined(__ARM_FEATURE_DSP)
    const uint32_t *const pairs = (const uint32_t *)(const void *)x, mask = 0x000f000fu;
    sum = bn_dot_2(w & mask, pairs[0], sum);
    sum = bn_dot_2(w >> 4 & mask, pairs[1], sum);
    sum = bn_dot_2(w >> 8 & mask, pairs[2], sum);
    return bn_dot_2(w >> 12 & mask, pairs[3], sum);
#else
    for (int32_t k = 0; k < 4; k++) {
        sum += (int32_t)(w >> (4 * k) & 15u) * x[2 * k] + (int32_t)(w >> (16 + 4 * k) & 15u) * x[2 * k + 1];
    }
    return sum;
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
            int32_t a = 0, b = 0, c = 0, d = 0;
            for (int32_t i = 0; i < length; i += 4) {
                a = dot_bytes(weights[0], x, a);
                b = dot_bytes(weights[1], x, b);
                c = dot_bytes(weights[2], x, c);
                d = dot_bytes(weights[3], x, d);
                weights += 4;
                x += 4;
            }
            sums[0] += (float)a * bn_float_of_half(scales[0]);
            sums[1] += (float)b * bn_float_of_half(scales[1]);
            sums[2] += (float)c * bn_float_of_half(scales[2]);
            sums[3] += (float)d * bn_float_of_half(scales[3]);
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
            int32_t a = *start, b = *start, c = *start, d = *start;
            for (int32_t i = 0; i < length; i += 8) {
                a = dot_nibbles(weights[0], x, a);
                b = dot_nibbles(weights[1], x, b);
                c = dot_nibbles(weights[2], x, c);
                d = dot_nibbles(weights[3], x, d);
                weights += 4;
                x += 8;
            }
            sums[0] += (float)a * bn_float_of_half(scales[0]);
            sums[1] += (float)b * bn_float_of_half(scales[1]);
            sums[2] += (float)c * bn_float_of_half(scales[2]);
            sums[3] += (float)d * bn_float_of_half(scales[3]);
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
