#include "bn_log_softmax_s8.h"

#include "bn_fixed_point.h"
#include "bn_gemmlowp.h"

enum { DIFFERENCE_BITS = 5, SUM_BITS = 12, OUTPUT_BITS = 4 };

static int8_t logarithm(const bn_log_softmax_s8_params *p, int32_t difference, int32_t log_of_sum)
{
    const int32_t scaled = bn_requantize(difference, p->multiplier, p->shift) - log_of_sum;
    const int32_t result = bn_rounding_divide_by_power_of_two(scaled, 31 - DIFFERENCE_BITS - OUTPUT_BITS) + INT8_MAX;
    return (int8_t)bn_clamp(result, INT8_MIN, INT8_MAX);
}

void bn_log_softmax_s8(const bn_log_softmax_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        int32_t largest = INT8_MIN, sum = 0;
        for (int32_t i = 0; i < p->depth; i++) {
            largest = input[i] > largest ? input[i] : largest;
        }
        for (int32_t i = 0; i < p->depth; i++) {
            if (input[i] - largest >= p->smallest) {
                const int32_t difference = bn_requantize(input[i] - largest, p->multiplier, p->shift);
                sum += bn_rounding_divide_by_power_of_two(bn_exp_on_negative_values(difference, DIFFERENCE_BITS), SUM_BITS);
            }
        }
        const int32_t log_of_sum = bn_fixed_log(sum, SUM_BITS, DIFFERENCE_BITS);
        /* Differences that would leave the fixed point's range give the lowest result. */
        const int32_t lowest = bn_requantize(log_of_sum + INT32_MIN, p->reverse_multiplier, p->reverse_shift);
        const int32_t limit = lowest > p->smallest - 1 ? lowest : p->smallest - 1;
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = input[i] - largest > limit ? logarithm(p, input[i] - largest, log_of_sum) : INT8_MIN;
        }
        input += p->depth;
        output += p->depth;
    }
}
