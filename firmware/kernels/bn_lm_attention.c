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
        for (int32_t slot = 0; slot < s.count; slot++) {
            weights[slot] = dot(query, kept_keys + (base + slot) * width, width) / root;
            if (weights[slot] > largest) largest = weights[slot];
        }
        for (const bn_lm_run *run = s.runs; run < s.runs + 2; run++) {
            for (int32_t slot = run->from; slot < run->to; slot++) {
                weights[slot] = bn_exp(weights[slot] - largest);
                sum += weights[slot];
            }
        }
        for (int32_t slot = 0; slot < s.count; slot++) {
            weights[slot] /= sum;
        }
        for (int32_t i = 0; i < width; i++) {
            output[i] = 0.0f;
        }
        for (const bn_lm_run *run = s.runs; run < s.runs + 2; run++) {
            weigh(output, kept_values + (base + run->from) * width, width, weights + run->from, run->to - run->from);
        }
        query += width;
        output += width;
    }
}
