#include "bn_softmax_s8_s16.h"

#include "bn_fixed_point.h"
#include "bn_gemmlowp.h"

enum { SUM_INTEGER_BITS = 12, OUTPUT_BITS = 16 };

static int32_t largest(const int8_t *row, int32_t depth)
{
    int32_t max = row[0];
    for (int32_t i = 1; i < depth; i++) {
        max = row[i] > max ? row[i] : max;
    }
    return max;
}

void bn_softmax_s8_s16(const bn_softmax_s8_s16_params *p, const int8_t *input, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const int32_t max = largest(input, p->depth);
        int32_t sum = 0;
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t step = max - input[i];
            sum += step < p->steps ? bn_rounding_divide_by_power_of_two(p->exps[step], SUM_INTEGER_BITS) : 0;
        }
        const bn_multiplier reciprocal = bn_reciprocal(sum, SUM_INTEGER_BITS);
        /* Above 31 the largest share is below one half: with over 500 equal elements. */
        const int32_t exponent = reciprocal.shift + 31 - OUTPUT_BITS;
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t step = max - input[i];
            const int32_t share = step < p->steps ? bn_doubling_high_multiply(reciprocal.mantissa, p->exps[step]) : 0;
            const int32_t scaled = exponent > 31 ? 0 : bn_rounding_divide_by_power_of_two(share, exponent);
            output[i] = (int16_t)bn_clamp(scaled + INT16_MIN, INT16_MIN, INT16_MAX);
        }
        input += p->depth;
        output += p->depth;
    }
}
