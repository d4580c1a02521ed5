/* bn_lm_attention_q8_dsp.h - attention over quantized keys and values, for cores with dual multiply-accumulates and 32 single-precision registers: head widths
 * that are multiples of 8, slots that are multiples of 4. */
#ifndef BN_LM_ATTENTION_Q8_DSP_H
#define BN_LM_ATTENTION_Q8_DSP_H

#include "bn_scalar_float.h"

#include "bn_lm_attention_q8.h"
#include "bn_lm_dsp.h"
#if BN_LM_ALL_REGISTERS
#include "bn_lm_attention_dsp.h"
#endif

typedef bn_lm_attention_q8_params bn_lm_attention_q8_dsp_params;

/* As bn_lm_attention_q8. scratch: slots floats, twice as many int16, and head_width int16. */
void bn_lm_attention_q8_dsp(const bn_lm_attention_q8_dsp_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                            int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch);

#if BN_LM_ALL_REGISTERS

/* x as codes, the even ones of four in a word and the odd ones in the next; returns the scale. */
static inline float bn_lm_dsp_query(const float *x, int32_t width, uint32_t *query)
{
    int8_t *const codes = (int8_t *)query + width;
    const float scale = bn_lm_quantize(x, width, codes);
    for (int32_t i = 0; i < width; i += 4) {
        const uint32_t word = bn_load_4(codes + i);
        *query++ = bn_extend_even(word);
        *query++ = bn_extend_odd(word);
    }
    return scale;
}

/* A slot's score. */
static inline float bn_lm_dsp_score(const uint32_t *query, const int8_t *key, int32_t width, uint16_t scale)
{
    return (float)bn_lm_dsp_dot_key(query, key, width) * bn_float_of_half(scale);
}

/* Scores of all slots; returns the largest. */
static inline float bn_lm_dsp_scores(const uint32_t *query, const int8_t *keys, int32_t width, const uint16_t *scales, float *scores, int32_t count)
{
    int32_t slot = 0, bits = INT32_MIN;
    if (width == 8 && count > 1) {
        slot = count - count % 2;
        bits = bn_lm_dsp_scores_8(query, keys, scales, scores, scores + slot, bits);
    }
    for (; slot < count; slot++) {
        scores[slot] = bn_lm_dsp_score(query, keys + slot * width, width, scales[slot]);
        const int32_t own = (int32_t)bn_bits_of_float(scores[slot]);
        if (own > bits) bits = own;
    }
    if (bits >= 0) return bn_float_of_bits((uint32_t)bits);
    /* All are negative: as integers their order is the other way round. */
    float largest = scores[0];
    for (slot = 1; slot < count; slot++) {
        if (scores[slot] > largest) largest = scores[slot];
    }
    return largest;
}

/* Slots that have no partner at an even place. */
static inline void bn_lm_dsp_weight(bn_lm_dsp_shares *s, float *weight, uint16_t scale)
{
    const float share = bn_exp2_short((*weight - s->largest) * s->per_power);
    s->sum += share;
    *weight = share * bn_float_of_half(scale);
    const int32_t bits = (int32_t)bn_bits_of_float(*weight);
    if (bits > s->heaviest) s->heaviest = bits;
}

/* Integer weights of a head, `stride` bytes from four to four; returns what one stands for, 0 if all are 0. */
static inline float bn_lm_dsp_weigh_head(const bn_lm_attention_q8_params *p, const bn_lm_span *span, const float *query, const int8_t *keys, const uint16_t *key_scales,
                                         const uint16_t *value_scales, float *weights, uint32_t *own, int16_t *integers, int32_t stride)
{
    const int32_t width = p->head_width;
    const float per_power = bn_lm_dsp_query(query, width, own) / bn_sqrt((float)width) * BN_LOG2_OF_E;
    bn_lm_dsp_shares s = {bn_lm_dsp_scores(own, keys, width, key_scales, weights, span->count), per_power, 0.0f, 0};
    for (const bn_lm_run *run = span->runs; run < span->runs + 2; run++) {
        int32_t slot = run->from;
        if (slot % 2 != 0 && slot < run->to) {
            bn_lm_dsp_weight(&s, weights + slot, value_scales[slot]);
            slot++;
        }
        const int32_t end = run->to - run->to % 2;
        if (slot < end) bn_lm_dsp_weights(&s, weights + slot, weights + end, value_scales + slot);
        if (slot < run->to && run->to % 2 != 0) bn_lm_dsp_weight(&s, weights + run->to - 1, value_scales[run->to - 1]);
    }
    int32_t count = span->count;
    for (; count % 4 != 0; count++) {
        weights[count] = 0.0f;
    }
    const float heaviest = bn_float_of_bits((uint32_t)s.heaviest), most = (float)p->most;
    const int nothing = !(heaviest >= BN_LM_SMALLEST);
    bn_lm_dsp_integers(weights, weights + count, nothing ? 0.0f : most / heaviest, integers, stride);
    return nothing ? 0.0f : heaviest / most / s.sum;
}

BN_INLINE void bn_lm_attention_q8_dsp_inline(const bn_lm_attention_q8_dsp_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                                             int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch)
{
    const bn_lm_span s = bn_lm_span_of(p, *position);
    const int32_t width = p->head_width, sharing = p->heads / p->key_value_heads, padded = (s.count + 3) / 4 * 4;
    float *const weights = scratch;
    int16_t *const integers = (int16_t *)(void *)(weights + p->slots);
    uint32_t *const own = (uint32_t *)(void *)(integers + 2 * p->slots);
    for (int32_t head = 0; head < p->key_value_heads; head++) {
        const int32_t base = head * p->slots, row = base + s.slot;
        const int8_t *const kept = kept_keys + base * width, *const rows = kept_values + base * width;
        key_scales[row] = bn_lm_quantize_kept(keys + head * width, width, 127, kept_keys + row * width, 1);
        value_scales[row] = bn_lm_quantize_kept(values + head * width, width, p->value_limit, kept_values + base * width + s.slot, p->slots);
        int32_t at = 0;
        for (; at + 2 <= sharing; at += 2) {
            float steps[2];
            for (int32_t k = 0; k < 2; k++) {
                steps[k] = bn_lm_dsp_weigh_head(p, &s, query + k * width, kept, key_scales + base, value_scales + base, weights, own, integers + 4 * k, 16);
            }
            for (int32_t i = 0; i < width; i += 2) {
                int32_t sums[4];
                bn_lm_dsp_values_of_two(integers, integers + 2 * padded, rows + i * p->slots, p->slots, sums);
                output[i] = (float)sums[0] * steps[0];
                output[i + width] = (float)sums[1] * steps[1];
                output[i + 1] = (float)sums[2] * steps[0];
                output[i + 1 + width] = (float)sums[3] * steps[1];
            }
            query += 2 * width;
            output += 2 * width;
        }
        for (; at < sharing; at++) {
            const float step = bn_lm_dsp_weigh_head(p, &s, query, kept, key_scales + base, value_scales + base, weights, own, integers, 8);
            for (int32_t i = 0; i < width; i += 2) {
                int32_t sums[2];
                bn_lm_dsp_values_of_one(integers, integers + padded, rows + i * p->slots, p->slots, sums);
                output[i] = (float)sums[0] * step;
                output[i + 1] = (float)sums[1] * step;
            }
            query += width;
            output += width;
        }
    }
}

#else

BN_INLINE void bn_lm_attention_q8_dsp_inline(const bn_lm_attention_q8_dsp_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                                             int8_t *kept_keys, int8_t *kept_values, uint16_t *key_scales, uint16_t *value_scales, float *output, void *scratch)
{
    bn_lm_attention_q8_inline(p, query, keys, values, position, kept_keys, kept_values, key_scales, value_scales, output, scratch);
}

#endif

#endif
