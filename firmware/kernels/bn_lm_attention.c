#include "bn_scalar_float.h"

#include "bn_float.h"

#include "bn_lm_attention.h"

void bn_lm_attention_f32(const bn_lm_attention_f32_params *p, const float *query, const float *keys, const float *values, const int32_t *position,
                         float *kept_keys, float *kept_values, float *output, void *scratch)
{
    const bn_lm_span s = bn_lm_span_of(p, *position);
    const int32_t width = p->head_width, sharing = p->heads / p->key_value_heads;
    const float root = bn_sqrt((float)width);
    float *const weights = scratch;
    for (int32_t head = 0; head < p->key_value_heads; head++) {
        for (int32_t i = 0; i < width; i++) {
            kept_keys[(head * p->slots + s.slot) * width + i] = keys[head * width + i];
            kept_values[(head * p->slots + s.slot) * width + i] = values[head * width + i];
        }
    }
    for (int32_t head = 0; head < p->heads; head++) {
        const int32_t base = head / sharing * p->slots;
        float largest = -BN_INFINITY, sum = 0.0f;
        for (int32_t t = 0, slot = s.first; t < s.count; t++) {
            const float *const key = kept_keys + (base + slot) * width;
            float dot = 0.0f;
            for (int32_t i = 0; i < width; i++) {
                dot += query[i] * key[i];
            }
            weights[t] = dot / root;
            if (weights[t] > largest) largest = weights[t];
            if (++slot == p->slots) slot = 0;
        }
        for (int32_t t = 0; t < s.count; t++) {
            weights[t] = bn_exp(weights[t] - largest);
            sum += weights[t];
        }
        for (int32_t i = 0; i < width; i++) {
            output[i] = 0.0f;
        }
        for (int32_t t = 0, slot = s.first; t < s.count; t++) {
            const float *const value = kept_values + (base + slot) * width;
            const float weight = weights[t] / sum;
            for (int32_t i = 0; i < width; i++) {
                output[i] += weight * value[i];
            }
            if (++slot == p->slots) slot = 0;
        }
        query += width;
        output += width;
    }
}
