/* bn_lm_attention_q8_neon.h - attention over quantized keys and values for 64-bit Arm, four positions side by side: head widths that are multiples of 8. */
#ifndef BN_LM_ATTENTION_Q8_NEON_H
#define BN_LM_ATTENTION_Q8_NEON_H

#include "bn_scalar_float.h"

#include <arm_neon.h>

#include "bn_lm_attention_q8.h"

typedef bn_lm_attention_q8_params bn_lm_attention_q8_neon_params;

/* As bn_lm_attention_q8. scratch: slots floats, twice as many int16, and head_width int16. */
void bn_lm_attention_q8_neon(const bn_lm_attention_q8_neon_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                             int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

/* Four sums of a key's products with a query. */
BN_INLINE int32x4_t bn_lm_neon_products(const int8_t *query, const int8_t *key, int32_t width)
{
    int32x4_t sums = vpaddlq_s16(vmull_s8(vld1_s8(query), vld1_s8(key)));
    for (int32_t i = 8; i < width; i += 8) {
        sums = vpadalq_s16(sums, vmull_s8(vld1_s8(query + i), vld1_s8(key + i)));
    }
    return sums;
}

BN_INLINE float32x4_t bn_lm_neon_halves(const uint16_t *halves)
{
    return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(halves)));
}

/* Scores of all slots; returns the largest. */
BN_INLINE float bn_lm_neon_scores(const int8_t *query, const int8_t *keys, int32_t width, const uint16_t *scales, float *scores, int32_t count)
{
    float32x4_t largest = vdupq_n_f32(-BN_INFINITY);
    int32_t slot = 0;
    for (; slot + 4 <= count; slot += 4) {
        const int8_t *const key = keys + slot * width;
        const int32x4_t first = vpaddq_s32(bn_lm_neon_products(query, key, width), bn_lm_neon_products(query, key + width, width));
        const int32x4_t second = vpaddq_s32(bn_lm_neon_products(query, key + 2 * width, width), bn_lm_neon_products(query, key + 3 * width, width));
        const float32x4_t score = vmulq_f32(vcvtq_f32_s32(vpaddq_s32(first, second)), bn_lm_neon_halves(scales + slot));
        vst1q_f32(scores + slot, score);
        largest = vmaxnmq_f32(largest, score);
    }
    float found = vmaxnmvq_f32(largest);
    for (; slot < count; slot++) {
        scores[slot] = (float)vaddvq_s32(bn_lm_neon_products(query, keys + slot * width, width)) * bn_float_of_half(scales[slot]);
        if (scores[slot] > found) found = scores[slot];
    }
    return found;
}

/* What a walk over the scores of a head needs and finds. */
typedef struct {
    float largest;   /* score */
    float per_power; /* powers of two for a score of 1 */
    float sum;       /* of the shares so far */
    float heaviest;  /* weight so far */
} bn_lm_neon_shares;

/* Scores of a run become weights: 2^((score - largest) * per_power), which is added to the sum, times the scale of the value. bn_exp2_short has the polynomial. */
BN_INLINE void bn_lm_neon_weights(bn_lm_neon_shares *s, float *weights, const uint16_t *scales, int32_t count)
{
    const float32x4_t rounder = vdupq_n_f32(12582912.0f), largest = vdupq_n_f32(s->largest);
    float32x4_t heaviest = vdupq_n_f32(s->heaviest);
    int32_t at = 0;
    for (; at + 4 <= count; at += 4) {
        const float32x4_t y = vmulq_n_f32(vsubq_f32(vld1q_f32(weights + at), largest), s->per_power), rounded = vaddq_f32(y, rounder), power = vsubq_f32(rounded, rounder), r = vsubq_f32(y, power);
        const float32x4_t two = vaddq_f32(vmulq_n_f32(r, 0.0551717952f), vdupq_n_f32(0.242611259f)), one = vaddq_f32(vmulq_f32(two, r), vdupq_n_f32(0.693260968f));
        const uint32x4_t bits = vaddq_u32(vreinterpretq_u32_f32(vaddq_f32(vmulq_f32(one, r), vdupq_n_f32(0.999928057f))), vshlq_n_u32(vreinterpretq_u32_f32(rounded), 23));
        const float32x4_t share = vreinterpretq_f32_u32(vbicq_u32(bits, vcltq_f32(power, vdupq_n_f32(-100.0f)))), weight = vmulq_f32(share, bn_lm_neon_halves(scales + at));
        s->sum = s->sum + vgetq_lane_f32(share, 0) + vgetq_lane_f32(share, 1) + vgetq_lane_f32(share, 2) + vgetq_lane_f32(share, 3);
        vst1q_f32(weights + at, weight);
        heaviest = vmaxnmq_f32(heaviest, weight);
    }
    s->heaviest = vmaxnmvq_f32(heaviest);
    for (; at < count; at++) {
        const float share = bn_exp2_short((weights[at] - s->largest) * s->per_power);
        s->sum += share;
        weights[at] = share * bn_float_of_half(scales[at]);
        if (weights[at] > s->heaviest) s->heaviest = weights[at];
    }
}

/* Integer weights of a head; returns what one stands for, 0 if all are 0. */
BN_INLINE float bn_lm_neon_weigh_head(const bn_lm_attention_q8_params *p, const bn_lm_span *span, const float *query, const int8_t *keys, const uint16_t *key_scales,
                                      const uint16_t *value_scales, float *weights, int8_t *own, int16_t *integers)
{
    const int32_t width = p->head_width, count = span->count;
    const float per_power = bn_lm_quantize(query, width, own) / bn_sqrt((float)width) * BN_LOG2_OF_E, most = (float)p->most;
    bn_lm_neon_shares s = {bn_lm_neon_scores(own, keys, width, key_scales, weights, count), per_power, 0.0f, 0.0f};
    for (const bn_lm_run *run = span->runs; run < span->runs + 2; run++) {
        bn_lm_neon_weights(&s, weights + run->from, value_scales + run->from, run->to - run->from);
    }
    const int nothing = !(s.heaviest >= BN_LM_SMALLEST);
    const float inverse = nothing ? 0.0f : most / s.heaviest;
    int32_t slot = 0;
    for (; slot + 4 <= count; slot += 4) {
        vst1_s16(integers + slot, bn_lm_neon_nearest(weights + slot, inverse));
    }
    for (; slot < count; slot++) {
        integers[slot] = (int16_t)bn_lm_nearest(weights[slot] * inverse);
    }
    return nothing ? 0.0f : s.heaviest / most / s.sum;
}

/* A row of values times the weights of two heads. */
BN_INLINE void bn_lm_neon_values_of_two(const int16_t *first, const int16_t *second, const int8_t *values, int32_t count, int32_t sums[2])
{
    int32x4_t one = vdupq_n_s32(0), two = vdupq_n_s32(0);
    int32_t t = 0;
    for (; t + 8 <= count; t += 8) {
        const int16x8_t value = vmovl_s8(vld1_s8(values + t)), a = vld1q_s16(first + t), b = vld1q_s16(second + t);
        one = vmlal_high_s16(vmlal_s16(one, vget_low_s16(value), vget_low_s16(a)), value, a);
        two = vmlal_high_s16(vmlal_s16(two, vget_low_s16(value), vget_low_s16(b)), value, b);
    }
    sums[0] = vaddvq_s32(one);
    sums[1] = vaddvq_s32(two);
    for (; t < count; t++) {
        sums[0] += first[t] * values[t];
        sums[1] += second[t] * values[t];
    }
}

BN_INLINE void bn_lm_attention_q8_neon_inline(const bn_lm_attention_q8_neon_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                                              int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch)
{
    const bn_lm_span s = bn_lm_span_of(p, *position);
    const int32_t width = p->head_width, sharing = p->heads / p->key_value_heads;
    float *const weights = scratch;
    int16_t *const integers = (int16_t *)(void *)(weights + p->slots);
    int8_t *const own = (int8_t *)(integers + 2 * p->slots);
    for (int32_t head = 0; head < p->key_value_heads; head++) {
        const int32_t base = head * p->slots, row = base + s.slot;
        key_scales[row] = bn_lm_quantize_kept(keys + head * width, width, 127, kept_keys + row * width, 1);
        value_scales[row] = bn_lm_quantize_kept(values + head * width, width, p->value_limit, kept_values + base * width + s.slot, p->slots);
        for (int32_t at = 0; at < sharing; at += 2) {
            /* Where no second head is left the first's weights stand for its. */
            const int32_t together = at + 1 < sharing ? 2 : 1;
            float steps[2] = {0.0f, 0.0f};
            for (int32_t k = 0; k < together; k++) {
                steps[k] = bn_lm_neon_weigh_head(p, &s, query + k * width, kept_keys + base * width, key_scales + base, value_scales + base, weights, own, integers + k * p->slots);
            }
            for (int32_t i = 0; i < width; i++) {
                int32_t sums[2];
                bn_lm_neon_values_of_two(integers, integers + (together - 1) * p->slots, kept_values + (base * width + i * p->slots), s.count, sums);
                output[i] = (float)sums[0] * steps[0];
                if (together == 2) output[width + i] = (float)sums[1] * steps[1];
            }
            query += together * width;
            output += together * width;
        }
    }
}

#endif
