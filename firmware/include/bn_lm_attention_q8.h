/* bn_lm_attention_q8.h - attention over quantized keys and values. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_ATTENTION_Q8_H
#define BN_LM_ATTENTION_Q8_H

#include "bn_scalar_float.h"

#include <string.h>

#include "bn_float.h"
#include "bn_half.h"
#include "bn_inline.h"
#include "bn_lm_attention.h"
#include "bn_lm_quantize.h"
#if defined(__ARM_FEATURE_DSP)
#include "bn_dsp.h"
#endif

/* kept_keys: [key_value_heads][slots][head_width]; kept_values: [key_value_heads][head_width][slots]; scales: [key_value_heads][slots], binary16.
 * scratch: slots floats, as many int16, and head_width int16. */
void bn_lm_attention_q8(const bn_lm_attention_q8_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                        int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

/* Integer products are exact, so that their order is free. With dual multiply-accumulates numbers lie as SXTB16 splits four bytes: the first and third,
 * then the second and fourth. */
#if defined(__ARM_FEATURE_DSP)

static inline void bn_lm_interleave(int16_t *numbers, int32_t count)
{
    for (int32_t i = 0; i < count; i += 4) {
        const uint32_t first = bn_load_4(numbers + i), second = bn_load_4(numbers + i + 2);
        const uint32_t even = bn_pack_low(first, second), odd = bn_pack_high(first, second);
        memcpy(numbers + i, &even, 4);
        memcpy(numbers + i + 2, &odd, 4);
    }
}

/* Four interleaved numbers times four bytes. */
static inline int32_t bn_lm_dot_4(const int16_t *numbers, uint32_t bytes, int32_t sum)
{
    sum = bn_dot_2(bn_load_4(numbers), bn_extend_even(bytes), sum);
    return bn_dot_2(bn_load_4(numbers + 2), bn_extend_odd(bytes), sum);
}

#endif

/* x as int16 codes; with whole words they are interleaved. */
static inline float bn_lm_quantize_query(const float *x, int32_t count, int whole, int16_t *numbers)
{
    int8_t *const codes = (int8_t *)numbers;
    const float scale = bn_lm_quantize(x, count, codes);
    for (int32_t i = count - 1; i >= 0; i--) {
        numbers[i] = codes[i];
    }
#if defined(__ARM_FEATURE_DSP)
    if (whole) bn_lm_interleave(numbers, count);
#else
    (void)whole;
#endif
    return scale;
}

static inline int32_t bn_lm_dot_key(const int16_t *query, const int8_t *key, int32_t count, int whole)
{
    int32_t sum = 0;
#if defined(__ARM_FEATURE_DSP)
    if (whole) {
        for (int32_t i = 0; i < count; i += 4) {
            sum = bn_lm_dot_4(query + i, bn_load_4(key + i), sum);
        }
        return sum;
    }
#else
    (void)whole;
#endif
    for (int32_t i = 0; i < count; i++) {
        sum += query[i] * key[i];
    }
    return sum;
}

/* Weighted sums of the values of a head, [width][slots]. */
static inline void bn_lm_weigh_values(int16_t *weights, const int8_t *values, int32_t width, int32_t slots, int32_t count, float step, float *output)
{
    int32_t i = 0;
#if defined(__ARM_FEATURE_DSP)
    if (slots % 4 == 0) {
        for (int32_t t = count; t % 4 != 0; t++) {
            weights[t] = 0;
        }
        bn_lm_interleave(weights, count);
        for (; i + 2 <= width; i += 2) {
            int32_t a = 0, b = 0;
            const int8_t *value = values + i * slots;
            for (const int16_t *w = weights; w < weights + count; w += 4) {
                const uint32_t even = bn_load_4(w), odd = bn_load_4(w + 2), first = bn_load_4(value), second = bn_load_4(value + slots);
                a = bn_dot_2(even, bn_extend_even(first), a);
                b = bn_dot_2(even, bn_extend_even(second), b);
                a = bn_dot_2(odd, bn_extend_odd(first), a);
                b = bn_dot_2(odd, bn_extend_odd(second), b);
                value += 4;
            }
            output[i] = (float)a * step;
            output[i + 1] = (float)b * step;
        }
        for (; i < width; i++) {
            int32_t sum = 0;
            for (int32_t t = 0; t < count; t += 4) {
                sum = bn_lm_dot_4(weights + t, bn_load_4(values + i * slots + t), sum);
            }
            output[i] = (float)sum * step;
        }
        return;
    }
#endif
    for (; i < width; i++) {
        int32_t sum = 0;
        for (int32_t t = 0; t < count; t++) {
            sum += weights[t] * values[i * slots + t];
        }
        output[i] = (float)sum * step;
    }
}

/* x as codes up to limit, `stride` apart; returns the bits of the scale. */
static inline uint16_t bn_lm_quantize_kept(const float *x, int32_t count, int32_t limit, int8_t *codes, int32_t stride)
{
    const float most = (float)limit;
    const uint16_t scale = bn_half_of_size(bn_lm_largest_size(x, count) / most);
    const float inverse = scale == 0 ? 0.0f : 1.0f / bn_float_of_half(scale);
    if (scale >= 0x0400u && scale < 0x7bffu) {
        /* A normal scale is less than 2^-11 of it below the number that it was rounded from, so that no code is beyond the limit. */
        for (int32_t i = 0; i < count; i++) {
            codes[i * stride] = (int8_t)bn_lm_nearest(x[i] * inverse);
        }
        return scale;
    }
    for (int32_t i = 0; i < count; i++) {
        const float scaled = x[i] * inverse;
        codes[i * stride] = (int8_t)(scale == 0 ? 0 : scaled >= most ? limit : scaled <= -most ? -limit : bn_lm_nearest(scaled));
    }
    return scale;
}

BN_INLINE void bn_lm_attention_q8_inline(const bn_lm_attention_q8_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                                         int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch)
{
    const bn_lm_span s = bn_lm_span_of(p, *position);
    const int32_t width = p->head_width, sharing = p->heads / p->key_value_heads;
    const float root = bn_sqrt((float)width), most = (float)p->most;
    float *const weights = scratch;
    int16_t *const integers = (int16_t *)(void *)(weights + p->slots);
    int16_t *const own = integers + p->slots;
    const int whole = width % 4 == 0;
    for (int32_t head = 0; head < p->key_value_heads; head++) {
        const int32_t row = head * p->slots + s.slot;
        key_scales[row] = bn_lm_quantize_kept(keys + head * width, width, 127, kept_keys + row * width, 1);
        value_scales[row] = bn_lm_quantize_kept(values + head * width, width, p->value_limit, kept_values + head * width * p->slots + s.slot, p->slots);
    }
    for (int32_t head = 0; head < p->heads; head++) {
        const int32_t base = head / sharing * p->slots;
        const float per_power = bn_lm_quantize_query(query, width, whole, own) / root * BN_LOG2_OF_E;
        float largest = -BN_INFINITY, sum = 0.0f, heaviest = 0.0f;
        for (int32_t slot = 0; slot < s.count; slot++) {
            const float score = (float)bn_lm_dot_key(own, kept_keys + (base + slot) * width, width, whole) * bn_float_of_half(key_scales[base + slot]);
            if (score > largest) largest = score;
            weights[slot] = score;
        }
        for (const bn_lm_run *run = s.runs; run < s.runs + 2; run++) {
            for (int32_t slot = run->from; slot < run->to; slot++) {
                const float share = bn_exp2_short((weights[slot] - largest) * per_power), weight = share * bn_float_of_half(value_scales[base + slot]);
                sum += share;
                if (weight > heaviest) heaviest = weight;
                weights[slot] = weight;
            }
        }
        const int nothing = !(heaviest >= BN_LM_SMALLEST);
        const float inverse = nothing ? 0.0f : most / heaviest, step = nothing ? 0.0f : heaviest / most / sum;
        for (int32_t slot = 0; slot < s.count; slot++) {
            integers[slot] = (int16_t)bn_lm_nearest(weights[slot] * inverse);
        }
        bn_lm_weigh_values(integers, kept_values + base * width, width, p->slots, s.count, step, output);
        for (int32_t i = 0; nothing && i < width; i++) {
            output[i] = 0.0f;
        }
        query += width;
        output += width;
    }
}

#endif
