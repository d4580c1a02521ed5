#include "bn_cumsum_s8.h"

#include "bn_fixed_point.h"

enum { HEADROOM = 19 };

/* TFLM's sums wrap around at 2^12 units. */
static int8_t scaled(const bn_cumsum_s8_params *p, int32_t sum)
{
    const int32_t result = bn_requantize(bn_wrapping_shift_left(sum, HEADROOM), p->multiplier, p->shift) + p->output_offset;
    return (int8_t)bn_clamp(result, INT8_MIN, INT8_MAX);
}

void bn_cumsum_s8(const bn_cumsum_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t lane = 0; lane < p->outer * p->inner; lane++) {
        const int32_t start = lane / p->inner * p->depth * p->inner + lane % p->inner;
        int32_t sum = p->input_offset; /* as TFLM begins */
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t at = start + (p->reverse != 0 ? p->depth - 1 - i : i) * p->inner;
            const int32_t before = sum;
            sum += input[at] + p->input_offset;
            output[at] = scaled(p, p->exclusive != 0 ? before : sum);
        }
    }
}
