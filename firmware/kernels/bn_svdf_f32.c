#include "bn_strict_float.h"

#include "bn_svdf_f32.h"

#include <string.h>

#include "bn_float_bits.h"

static float dot(const float *a, const float *b, int32_t count)
{
    float sum = 0.0f;
    for (int32_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static float activate(const bn_svdf_f32_params *p, float x)
{
    if (p->activation == BN_SVDF_AS_IS) return x;
    if (p->activation == BN_SVDF_SIGN_BIT) return bn_bits_of_float(x) >> 31 ? 1.0f : 0.0f;
    return x > p->activation_min ? (x < p->activation_max ? x : p->activation_max) : p->activation_min;
}

void bn_svdf_f32(const bn_svdf_f32_params *p, const float *input, float *state, float *output)
{
    const int32_t filters = p->units * p->rank;
    memmove(state, state + 1, (size_t)(p->batches * filters * p->memory - 1) * sizeof *state);
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t unit = 0; unit < p->units; unit++) {
            float sum = p->biases[unit];
            for (int32_t filter = unit * p->rank; filter < (unit + 1) * p->rank; filter++) {
                state[p->memory - 1] = dot(p->features + filter * p->depth, input, p->depth);
                sum += dot(p->time + filter * p->memory, state, p->memory);
                state += p->memory;
            }
            *output++ = activate(p, sum);
        }
        input += p->depth;
    }
}
