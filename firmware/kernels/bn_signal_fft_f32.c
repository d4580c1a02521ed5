#include "bn_strict_float.h"

#include "bn_signal_fft_f32.h"

typedef float bn_real;
typedef bn_signal_fft_f32_params bn_plan;

static float bn_products(float a, float b, float c, float d, int32_t negate)
{
    const float first = a * b, second = c * d;
    return negate ? first - second : first + second;
}

static float bn_product(float a, float b)
{
    return a * b;
}

static float bn_scale(float x, int32_t radix)
{
    (void)radix;
    return x;
}

static float bn_half(float x)
{
    return x * 0.5f;
}

static float bn_add(float a, float b)
{
    return a + b;
}

static float bn_sub(float a, float b)
{
    return a - b;
}

static float bn_half_of_sum(float a, float b)
{
    return bn_half(a + b);
}

static float bn_half_of_difference(float a, float b)
{
    return bn_half(a - b);
}

#include "bn_fft_body.h"

void bn_signal_rfft_f32(const bn_signal_fft_f32_params *p, const float *input, float *output, void *scratch)
{
    rfft_rows(p, input, output, scratch);
}

void bn_signal_irfft_f32(const bn_signal_fft_f32_params *p, const float *input, float *output, void *scratch)
{
    const int32_t samples = 2 * p->length;
    irfft_rows(p, input, output, scratch);
    for (int32_t i = 0; i < p->rows * samples; i++) {
        output[i] /= (float)samples;
    }
}
