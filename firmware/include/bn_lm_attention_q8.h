/* bn_lm_attention_q8.h - attention over quantized keys and values. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_ATTENTION_Q8_H
#define BN_LM_ATTENTION_Q8_H

#include "bn_scalar_float.h"

#include "bn_float.h"
#include "bn_half.h"
#include "bn_inline.h"
#include "bn_lm_attention.h"
#include "bn_lm_quantize.h"
#if defined(__ARM_FEATURE_DSP)
#include "bn_dsp.h"
#endif

/* kept_keys: [key_value_heads][slots][head_width]; kept_values: [key_value_heads][head_width][slots]; scales: [key_value_heads][slots], binary16.
 * scratch: slots floats, as many int16, head_width codes. */
void bn_lm_attention_q8(const bn_lm_attention_q8_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                        int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

/* Integer products are exact, so that their order is free. */
static inline int32_t bn_lm_dot_codes(const int8_t *a, const int8_t *b, int32_t count)
{
    int32_t sum = 0, i = 0;
#if defined(__ARM_FEATURE_DSP)
    for (; i + 4 <= count; i += 4) {
        const uint32_t x = bn_load_4(a + i), y = bn_load_4(b + i);
        sum = bn_dot_2(bn_extend_odd(x), bn_extend_odd(y), bn_dot_2(bn_extend_even(x), bn_extend_even(y), sum));
    }
#endif
    for (; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static inline int32_t bn_lm_dot_weights(const int16_t *weights, const int8_t *values, int32_t count)
{
    int32_t sum = 0, i = 0;
#if defined(__ARM_FEATURE_DSP)
    for (; i + 4 <= count; i += 4) {
        const uint32_t v = bn_load_4(values + i), even = bn_extend_even(v), odd = bn_extend_odd(v);
        sum = bn_dot_2(bn_load_4(weights + i), bn_pack_low(even, odd), sum);
        sum = bn_dot_2(bn_load_4(weights + i + 2), bn_pack_high(even, odd), sum);
    }
#endif
    for (; i < count; i++) {
        sum += weights[i] * values[i];
    }
    return sum;
}

/* x as codes up to limit, `stride` apart; returns the bits of the scale. */
static inline uint16_t bn_lm_quantize_kept(const float *x, int32_t count, int32_t limit, int8_t *codes, int32_t stride)
{
    const float most = (float)limit;
    const uint16_t scale = bn_half_of_size(bn_lm_largest_size(x, count) / most);
    const float inverse = scale == 0 ? 0.0f : 1.0f / bn_float_of_half(scale);
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
    const float root = bn_sqrt((float)width);
    float *const weights = scratch;
    int16_t *const integers = (int16_t *)(void *)(weights + p->slots);
    int8_t *const codes = (int8_t *)(integers + p->slots);
    for (int32_t head = 0; head < p->key_value_heads; head++) {
        const int32_t row = head * p->slots + s.slot;
        key_scales[row] = bn_lm_quantize_kept(keys + head * width, width, 127, kept_keys + row * width, 1);
        value_scales[row] = bn_lm_quantize_kept(values + head * width, width, p->value_limit, kept_values + head * width * p->slots + s.slot, p->slots);
    }
    for (int32_t head = 0; head < p->heads; head++) {
        const int32_t base = head / sharing * p->slots;
        const float scale = bn_lm_quantize(query, width, codes) / root;
        float largest = -BN_INFINITY, sum = 0.0f, heaviest = 0.0f;
        for (int32_t t = 0, slot = s.first; t < s.count; t++) {
            const int8_t *const key = kept_keys + (base + slot) * width;
            const int32_t dot = bn_lm_dot_codes(codes, key, width);
            weights[t] = (float)dot * bn_float_of_half(key_scales[base + slot]) * scale;
            if (weights[t] > largest) largest = weights[t];
            if (++slot == p->slots) slot = 0;
        }
        for (int32_t t = 0, slot = s.first; t < s.count; t++) {
            const float share = bn_exp(weights[t] - largest);
            sum += share;
            weights[t] = share * bn_float_of_half(value_scales[base + slot]);
            if (weights[t] > heaviest) heaviest = weights[t];
            if (++slot == p->slots) slot = 0;
        }
        const int nothing = !(heaviest >= BN_LM_SMALLEST);
        const float most = (float)p->most, inverse = nothing ? 0.0f : most / heaviest, step = nothing ? 0.0f : heaviest / most / sum;
        /* In the order of slots, so that the sums run over neighbours. */
        for (int32_t t = 0, slot = s.first; t < s.count; t++) {
            integers[slot] = (int16_t)bn_lm_nearest(weights[t] * inverse);
            if (++slot == p->slots) slot = 0;
        }
        for (int32_t i = 0; i < width; i++) {
            const int8_t *const value = kept_values + (base * width + i * p->slots);
            const int32_t dot = bn_lm_dot_weights(integers, value, s.count);
            output[i] = nothing ? 0.0f : (float)dot * step;
        }
        query += width;
        output += width;
    }
}

#endif
