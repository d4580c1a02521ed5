#include "bn_scalar_float.h"

#include "bn_float.h"

#include "bn_lm_attention.h"
#include "bn_lm_fpu.h"

static float dot(const float *a, const float *b, int32_t count)
{
#if BN_LM_FPU
    if (count % 8 == 0) return bn_lm_fpu_dot(a, b, count);
#endif
    float sum = 0.0f;
    for (int32_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* sums += weight * row for neighbouring rows */
static void weigh(float *sums, const float *row, int32_t width, const float *weights, int32_t rows)
{
#if BN_LM_FPU
    if (width % 8 == 0) {
        for (int32_t i = 0; i < width && rows > 0; i += 8) {
            bn_lm_fpu_weigh(sums + i, row + i, 4 * width, weights, rows);
        }
        return;
    }
#endif
    for (int32_t t = 0; t < rows; t++) {
        for (int32_t i = 0; i < width; i++) {
            sums[i] += weights[t] * row[i];
        }
        row += width;
    }
}

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
            weights[t] = dot(query, key, width) / root;
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
        for (int32_t t = 0; t < s.count; t++) {
            weights[t] /= sum;
        }
        /* Up to the last slot, then from slot 0 on. */
        const int32_t straight = p->slots - s.first < s.count ? p->slots - s.first : s.count;
        weigh(output, kept_values + (base + s.first) * width, width, weights, straight);
        weigh(output, kept_values + base * width, width, weights + straight, s.count - straight);
        query += width;
        output += width;
    }
}
