#include "bn_signal_fft_s32.h"

typedef int32_t bn_real;
typedef bn_signal_fft_s32_params bn_plan;

/* The low 32 bits of a product's rounded upper half; sums wrap around. */
static int32_t bn_round(uint64_t x)
{
    return (int32_t)(uint32_t)(uint64_t)((int64_t)(x + (1u << 30)) >> 31);
}

static int32_t bn_products(int32_t a, int32_t b, int32_t c, int32_t d, int32_t negate)
{
    const uint64_t first = (uint64_t)((int64_t)a * b), second = (uint64_t)((int64_t)c * d);
    return bn_round(negate ? first - second : first + second);
}

static int32_t bn_product(int32_t a, int32_t b)
{
    return bn_round((uint64_t)((int64_t)a * b));
}

static int32_t bn_scale(int32_t x, int32_t radix)
{
    return bn_round((uint64_t)((int64_t)x * (INT32_MAX / radix)));
}

static int32_t bn_half(int32_t x)
{
    return x >> 1;
}

static int32_t bn_add(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

static int32_t bn_sub(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a - (uint32_t)b);
}

static int32_t bn_half_of_sum(int32_t a, int32_t b)
{
    return bn_half(bn_add(a, b));
}

static int32_t bn_half_of_difference(int32_t a, int32_t b)
{
    return bn_half(bn_sub(a, b));
}

#include "bn_fft_body.h"

void bn_signal_rfft_s32(const bn_signal_fft_s32_params *p, const int32_t *input, int32_t *output, void *scratch)
{
    rfft_rows(p, input, output, scratch);
}

void bn_signal_irfft_s32(const bn_signal_fft_s32_params *p, const int32_t *input, int32_t *output, void *scratch)
{
    irfft_rows(p, input, output, scratch);
}
