/* bn_lm_attention_q8_mve.h - attention over quantized keys and values for Helium: four positions side by side.
 *
 * Numbers that Helium's vectors take for zeros make no difference here: scores are multiples of 2^-24, shares and weights 0 or above 2^-125, a power of two so near to 0 is
 * 1, and a weight so small becomes the integer 0. What they would make a difference to is scalar. */
#ifndef BN_LM_ATTENTION_Q8_MVE_H
#define BN_LM_ATTENTION_Q8_MVE_H

#include "bn_scalar_float.h"

#include "bn_lm_attention_q8.h"
#include "bn_lm_mve.h"

typedef bn_lm_attention_q8_params bn_lm_attention_q8_mve_params;

/* As bn_lm_attention_q8. scratch: slots floats, twice as many int16, and head_width int16. */
void bn_lm_attention_q8_mve(const bn_lm_attention_q8_mve_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                            int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

static inline int32_t bn_lm_mve_dot_key(const int8_t *query, const int8_t *key, int32_t width)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < width; i += 16) {
        const mve_pred16_t inside = vctp8q((uint32_t)(width - i));
        sum = vmladavaq_s8(sum, vldrbq_z_s8(query + i, inside), vldrbq_z_s8(key + i, inside));
    }
    return sum;
}

/* Dot products of four neighbouring keys with a query of eight columns. */
BN_INLINE int32x4_t bn_lm_mve_dots_8(int16x8_t query, const int8_t *keys)
{
    int32x4_t dots = vdupq_n_s32(vmladavq_s16(query, vldrbq_s16(keys)));
    dots = vsetq_lane_s32(vmladavq_s16(query, vldrbq_s16(keys + 8)), dots, 1);
    dots = vsetq_lane_s32(vmladavq_s16(query, vldrbq_s16(keys + 16)), dots, 2);
    return vsetq_lane_s32(vmladavq_s16(query, vldrbq_s16(keys + 24)), dots, 3);
}

/* Scores of all slots; returns the largest. */
BN_INLINE float bn_lm_mve_scores(const int8_t *query, const int8_t *keys, int32_t width, const uint16_t *scales, float *scores, int32_t count)
{
    float32x4_t largest = vdupq_n_f32(-BN_INFINITY);
    int32_t slot = 0;
    if (width == 8) {
        const int16x8_t own = vldrbq_s16(query);
        for (; slot + 4 <= count; slot += 4) {
            const float32x4_t score = vmulq_f32(vcvtq_f32_s32(bn_lm_mve_dots_8(own, keys + slot * 8)), bn_lm_mve_float_of_halves(vldrhq_u32(scales + slot)));
            vst1q_f32(scores + slot, score);
            largest = vmaxnmq_f32(largest, score);
        }
    } else {
        for (; slot + 4 <= count; slot += 4) {
            int32x4_t dots = vdupq_n_s32(bn_lm_mve_dot_key(query, keys + slot * width, width));
            dots = vsetq_lane_s32(bn_lm_mve_dot_key(query, keys + (slot + 1) * width, width), dots, 1);
            dots = vsetq_lane_s32(bn_lm_mve_dot_key(query, keys + (slot + 2) * width, width), dots, 2);
            dots = vsetq_lane_s32(bn_lm_mve_dot_key(query, keys + (slot + 3) * width, width), dots, 3);
            const float32x4_t score = vmulq_f32(vcvtq_f32_s32(dots), bn_lm_mve_float_of_halves(vldrhq_u32(scales + slot)));
            vst1q_f32(scores + slot, score);
            largest = vmaxnmq_f32(largest, score);
        }
    }
    float found = vmaxnmvq_f32(-BN_INFINITY, largest);
    for (; slot < count; slot++) {
        scores[slot] = (float)bn_lm_mve_dot_key(query, keys + slot * width, width) * bn_float_of_half(scales[slot]);
        if (scores[slot] > found) found = scores[slot];
    }
    return found;
}

/* sum + the lanes, one after the other. */
BN_INLINE float bn_lm_mve_add_lanes(float sum, float32x4_t lanes)
{
    register float32x4_t numbers __asm__("q3") = lanes;
    __asm__("vadd.f32 %0, %0, s12\n\t" "vadd.f32 %0, %0, s13\n\t" "vadd.f32 %0, %0, s14\n\t" "vadd.f32 %0, %0, s15" : "+t"(sum) : "w"(numbers));
    return sum;
}

/* What a walk over the scores of a head needs and finds. */
typedef struct {
    float largest;        /* score */
    float per_power;      /* powers of two for a score of 1 */
    float sum;            /* of the shares so far */
    float32x4_t heaviest; /* weights so far */
} bn_lm_mve_shares;

/* Four scores become shares, 2^((score - largest) * per_power), which are added to the sum. bn_exp2_short has the polynomial. */
BN_INLINE int32x4_t bn_lm_mve_powers(const bn_lm_mve_shares *s, float32x4_t score, int32x4_t *power)
{
    const float rounder = 12582912.0f;
    const float32x4_t y = vmulq_n_f32(vsubq_n_f32(score, s->largest), s->per_power), rounded = vaddq_n_f32(y, rounder), r = vsubq_f32(y, vsubq_n_f32(rounded, rounder));
    const float32x4_t two = vaddq_n_f32(vmulq_n_f32(r, 0.0551717952f), 0.242611259f), size = vaddq_n_f32(vmulq_f32(vaddq_n_f32(vmulq_f32(two, r), 0.693260968f), r), 0.999928057f);
    *power = vreinterpretq_s32_f32(rounded);
    return vaddq_s32(vreinterpretq_s32_f32(size), vshlq_n_s32(*power, 23));
}

/* Scores of a run become weights: shares times the scales of the values. */
BN_INLINE void bn_lm_mve_weights(bn_lm_mve_shares *s, float *weights, const uint16_t *scales, int32_t count)
{
    const int32_t least = 0x4b400000 - 100;
    const int32x4_t none = vdupq_n_s32(0);
    int32x4_t power;
    int32_t at = 0;
    for (; at + 4 <= count; at += 4) {
        const int32x4_t bits = bn_lm_mve_powers(s, vld1q_f32(weights + at), &power);
        const float32x4_t share = vreinterpretq_f32_s32(vpselq_s32(bits, none, vcmpgeq_n_s32(power, least)));
        const float32x4_t weight = vmulq_f32(share, bn_lm_mve_float_of_halves(vldrhq_u32(scales + at)));
        s->sum = bn_lm_mve_add_lanes(s->sum, share);
        vst1q_f32(weights + at, weight);
        s->heaviest = vmaxnmq_f32(s->heaviest, weight);
    }
    if (at < count) {
        /* Lanes outside have shares of 0. */
        const mve_pred16_t inside = vctp32q((uint32_t)(count - at));
        const int32x4_t bits = bn_lm_mve_powers(s, vldrwq_z_f32(weights + at, inside), &power);
        const float32x4_t share = vreinterpretq_f32_s32(vpselq_s32(bits, none, vcmpgeq_m_n_s32(power, least, inside)));
        const float32x4_t weight = vmulq_f32(share, bn_lm_mve_float_of_halves(vldrhq_z_u32(scales + at, inside)));
        s->sum = bn_lm_mve_add_lanes(s->sum, share);
        vstrwq_p_f32(weights + at, weight, inside);
        s->heaviest = vmaxnmq_f32(s->heaviest, weight);
    }
}

/* Integer weights of a head; returns what one stands for, 0 if all are 0. */
BN_INLINE float bn_lm_mve_weigh_head(const bn_lm_attention_q8_params *p, const bn_lm_span *span, const float *query, const int8_t *keys, const uint16_t *key_scales,
                                     const uint16_t *value_scales, float *weights, int8_t *own, int16_t *integers)
{
    const int32_t width = p->head_width, count = span->count;
    const float per_power = bn_lm_quantize(query, width, own) / bn_sqrt((float)width) * BN_LOG2_OF_E;
    bn_lm_mve_shares s = {bn_lm_mve_scores(own, keys, width, key_scales, weights, count), per_power, 0.0f, vdupq_n_f32(0.0f)};
    for (const bn_lm_run *run = span->runs; run < span->runs + 2; run++) {
        bn_lm_mve_weights(&s, weights + run->from, value_scales + run->from, run->to - run->from);
    }
    const float heaviest = vmaxnmvq_f32(0.0f, s.heaviest), most = (float)p->most;
    const int nothing = !(heaviest >= BN_LM_SMALLEST);
    const float inverse = nothing ? 0.0f : most / heaviest;
    int32_t slot = 0;
    for (; slot + 4 <= count; slot += 4) {
        vstrhq_s32(integers + slot, bn_lm_mve_nearest(vld1q_f32(weights + slot), inverse));
    }
    if (slot < count) {
        const mve_pred16_t inside = vctp32q((uint32_t)(count - slot));
        vstrhq_p_s32(integers + slot, bn_lm_mve_nearest(vldrwq_z_f32(weights + slot, inside), inverse), inside);
    }
    return nothing ? 0.0f : heaviest / most / s.sum;
}

/* A row of values times the weights of two heads. */
BN_INLINE void bn_lm_mve_values_of_two(const int16_t *first, const int16_t *second, const int8_t *values, int32_t count, int32_t *a, int32_t *b)
{
    int32_t t = 0, one = 0, two = 0;
    for (; t + 8 <= count; t += 8) {
        const int16x8_t value = vldrbq_s16(values + t);
        one = vmladavaq_s16(one, value, vldrhq_s16(first + t));
        two = vmladavaq_s16(two, value, vldrhq_s16(second + t));
    }
    if (t < count) {
        const mve_pred16_t inside = vctp16q((uint32_t)(count - t));
        const int16x8_t value = vldrbq_z_s16(values + t, inside);
        one = vmladavaq_s16(one, value, vldrhq_z_s16(first + t, inside));
        two = vmladavaq_s16(two, value, vldrhq_z_s16(second + t, inside));
    }
    *a = one;
    *b = two;
}

BN_INLINE void bn_lm_attention_q8_mve_inline(const bn_lm_attention_q8_mve_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
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
            const int32_t together = at + 1 < sharing ? 2 : 1;
            float steps[2] = {0.0f, 0.0f};
            for (int32_t k = 0; k < together; k++) {
                steps[k] = bn_lm_mve_weigh_head(p, &s, query + k * width, kept_keys + base * width, key_scales + base, value_scales + base, weights, own, integers + k * p->slots);
            }
            for (int32_t i = 0; i < width; i++) {
                int32_t first, second;
                bn_lm_mve_values_of_two(integers, integers + (together - 1) * p->slots, kept_values + (base * width + i * p->slots), s.count, &first, &second);
                output[i] = (float)first * steps[0];
                if (together == 2) output[width + i] = (float)second * steps[1];
            }
            query += together * width;
            output += together * width;
        }
    }
}

#endif
