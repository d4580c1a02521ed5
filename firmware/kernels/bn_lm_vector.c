#include "bn_scalar_float.h"

#include "bn_float.h"

#include "bn_lm_vector.h"

#include "bn_lm_fpu.h"
#include "bn_lm_quantize.h"

static float sum_of_squares(const float *x, int32_t count)
{
#if BN_LM_FPU
    if (count > 0 && count % 8 == 0) return bn_lm_fpu_squares(x, count);
#endif
    float sum = 0.0f;
    for (int32_t i = 0; i < count; i++) {
        sum += x[i] * x[i];
    }
    return sum;
}

void bn_lm_rms_norm(const bn_lm_rms_norm_params *p, const float *input, float *output)
{
    const float scale = 1.0f / bn_sqrt(sum_of_squares(input, p->count) / (float)p->count + p->epsilon);
#if BN_LM_FPU
    if (p->count > 0 && p->count % 4 == 0) {
        bn_lm_fpu_gain(input, p->count, scale, p->gain, output);
        return;
    }
#endif
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = p->gain[i] * (scale * input[i]);
    }
}

void bn_lm_dynamic_quantize(const bn_lm_dynamic_quantize_params *p, const float *input, int8_t *codes, float *scale)
{
    *scale = bn_lm_quantize(input, p->count, codes);
}

void bn_lm_rotary(const bn_lm_rotary_params *p, const float *input, const int32_t *position, float *output)
{
    const int32_t at = *position < 0 ? 0 : *position >= p->context ? p->context - 1 : *position;
    const float *const cos = p->cos + at * p->half, *const sin = p->sin + at * p->half;
    for (int32_t head = 0; head < p->count; head += 2 * p->half) {
        for (int32_t j = 0; j < p->half; j++) {
            const float a = input[head + 2 * j], b = input[head + 2 * j + 1], c = cos[j], s = sin[j];
            output[head + 2 * j] = a * c - b * s;
            output[head + 2 * j + 1] = a * s + b * c;
        }
    }
}

void bn_lm_swiglu(const bn_lm_swiglu_params *p, const float *gate, const float *up, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = gate[i] * (1.0f / (1.0f + bn_exp(-gate[i]))) * up[i];
    }
}
