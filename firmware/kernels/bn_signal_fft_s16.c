#include "bn_signal_fft_s16.h"

typedef int16_t bn_real;
typedef bn_signal_fft_s16_params bn_plan;

/* The low 16 bits of a product's rounded upper half; sums wrap around. */
static int16_t bn_round(uint32_t x)
{
    return (int16_t)(uint16_t)((uint32_t)((int32_t)(x + (1u << 14)) >> 15));
}

static int16_t bn_products(int16_t a, int16_t b, int16_t c, int16_t d, int32_t negate)
{
    const uint32_t first = (uint32_t)(a * b), second = (uint32_t)(c * d);
    return bn_round(negate ? first - second : first + second);
}

static int16_t bn_product(int16_t a, int16_t b)
{
    return bn_round((uint32_t)(a * b));
}

static int16_t bn_scale(int16_t x, int32_t radix)
{
    return bn_round((uint32_t)(x * (INT16_MAX / radix)));
}

static int16_t bn_half(int16_t x)
{
    return (int16_t)(x >> 1);
}

static int16_t bn_add(int16_t a, int16_t b)
{
    return (int16_t)(uint16_t)(a + b);
}

static int16_t bn_sub(int16_t a, int16_t b)
{
    return (int16_t)(uint16_t)(a - b);
}

/* The sums of these two are not cut to 16 bits before they are halved. */
static int16_t bn_half_of_sum(int16_t a, int16_t b)
{
    return (int16_t)((a + b) >> 1);
}

static int16_t bn_half_of_difference(int16_t a, int16_t b)
{
    return (int16_t)((a - b) >> 1);
}

#include "bn_fft_body.h"

void bn_signal_rfft_s16(const bn_signal_fft_s16_params *p, const int16_t *input, int16_t *output, void *scratch)
{
    rfft_rows(p, input, output, scratch);
}

void bn_signal_irfft_s16(const bn_signal_fft_s16_params *p, const int16_t *input, int16_t *output, void *scratch)
{
    irfft_rows(p, input, output, scratch);
}
