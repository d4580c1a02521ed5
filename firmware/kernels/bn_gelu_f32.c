#include "bn_strict_float.h"

#include "bn_gelu_f32.h"

#include "bn_erfc.h"
#include "bn_float.h"

static float exact(float x)
{
    const float minus_root_of_half = -0.707106769f;
    return 0.5f * x * bn_erfc(x * minus_root_of_half);
}

static float approximate(float x)
{
    const float root_of_two_over_pi = 0.797884583f;
    return 0.5f * x * (1.0f + bn_tanh(root_of_two_over_pi * (x + 0.044715f * x * x * x)));
}

void bn_gelu_f32(const bn_gelu_f32_params *p, const float *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = p->approximate != 0 ? approximate(input[i]) : exact(input[i]);
    }
}
