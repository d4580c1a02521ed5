/* bn_gemmlowp.h - fixed-point functions that TFLite's integer kernels take from gemmlowp and build upon it.
 *
 * Twin of runtime-ts/numerics/gemmlowp.ts. A number with n integer bits is a raw value times 2^(n - 31). Products are
 * doubling high multiplies, so integer bits add up; none of the factors here can be INT32_MIN, so none saturates. */
#ifndef BN_GEMMLOWP_H
#define BN_GEMMLOWP_H

#include <stdint.h>

#include "bn_fixed_point.h"

/* A number that is mantissa * 2^(shift - 31), as bn_requantize takes it. */
typedef struct {
    int32_t mantissa;
    int32_t shift;
} bn_multiplier;

/* The product of two numbers; their integer bits add up. */
static inline int32_t bn_product(int32_t a, int32_t b)
{
    return bn_doubling_high_multiply_wrapping(a, b);
}

/* Leading zeros; 32 for 0. */
static inline int32_t bn_leading_zeros(uint32_t x)
{
    return x == 0 ? 32 : __builtin_clz(x);
}

/* SaturatingRoundingMultiplyByPOT: x * 2^exponent, saturated to the left and rounded to the right; exponent -31 to 31. */
static inline int32_t bn_multiply_by_power_of_two(int32_t x, int32_t exponent)
{
    if (exponent <= 0) return bn_rounding_divide_by_power_of_two(x, -exponent);
    const int32_t largest = INT32_MAX >> exponent;
    return x > largest ? INT32_MAX : x < -largest ? INT32_MIN : bn_wrapping_shift_left(x, exponent);
}

/* exp(a) for a in [-1/4, 0), no integer bits: a Taylor polynomial around -1/8. */
static inline int32_t bn_exp_between_minus_quarter_and_zero(int32_t a)
{
    const int32_t exp_of_minus_eighth = 1895147668, third = 715827883;
    const int32_t x = a + (1 << 28);
    const int32_t x2 = bn_product(x, x), x3 = bn_product(x2, x), x4 = bn_product(x2, x2);
    const int32_t sixths = bn_product(bn_multiply_by_power_of_two(x4, -2) + x3, third);
    const int32_t tail = bn_multiply_by_power_of_two(sixths + x2, -1);
    return exp_of_minus_eighth + bn_product(exp_of_minus_eighth, x + tail);
}

/* exp_on_negative_values: exp(a) for a <= 0 with 1 to 5 integer bits; the result has none. */
static inline int32_t bn_exp_on_negative_values(int32_t a, int32_t integer_bits)
{
    /* exp(-2^k) for k = -2 to 4, no integer bits. */
    static const int32_t exp_of_minus_powers[] = { 1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242 };
    if (a == 0) return INT32_MAX;
    const int32_t quarter = 1 << (29 - integer_bits);
    const int32_t below_quarter = (a & (quarter - 1)) - quarter;
    const uint32_t quarters = (uint32_t)(below_quarter - a) >> (29 - integer_bits);
    int32_t result = bn_exp_between_minus_quarter_and_zero(bn_wrapping_shift_left(below_quarter, integer_bits));
    for (int32_t bit = 0; bit < integer_bits + 2; bit++) {
        if (((quarters >> bit) & 1u) != 0) result = bn_product(result, exp_of_minus_powers[bit]);
    }
    return result;
}

/* Newton-Raphson in three steps: 2 / (1 + a) for a in [0, 1), two integer bits in the result and none in a. */
static inline int32_t bn_two_over_one_plus(int32_t a)
{
    const int32_t forty_eight_17ths = 1515870810, minus_thirty_two_17ths = -1010580540, one = 1 << 29;
    const int32_t half_denominator = (int32_t)(((uint32_t)a + 0x80000000u) >> 1);
    int32_t x = forty_eight_17ths + bn_product(half_denominator, minus_thirty_two_17ths);
    for (int32_t step = 0; step < 3; step++) {
        x += bn_multiply_by_power_of_two(bn_product(x, one - bn_product(half_denominator, x)), 2);
    }
    return x;
}

/* one_over_one_plus_x_for_x_in_0_1: no integer bits. */
static inline int32_t bn_one_over_one_plus(int32_t a)
{
    return bn_multiply_by_power_of_two(bn_two_over_one_plus(a), 1);
}

/* logistic: 1 / (1 + exp(-a)); the result has no integer bits. a above INT32_MIN. */
static inline int32_t bn_fixed_logistic(int32_t a, int32_t integer_bits)
{
    if (a == 0) return 1 << 30;
    const int32_t of_magnitude = bn_one_over_one_plus(bn_exp_on_negative_values(a > 0 ? -a : a, integer_bits));
    return a > 0 ? of_magnitude : INT32_MAX - of_magnitude;
}

/* tanh: (1 - exp(-2a)) / (1 + exp(-2a)), up to 4 integer bits in a; the result has none. a above INT32_MIN. */
static inline int32_t bn_fixed_tanh(int32_t a, int32_t integer_bits)
{
    if (a == 0) return 0;
    const int32_t exp_of_twice = bn_exp_on_negative_values(a > 0 ? -a : a, integer_bits + 1);
    const int32_t of_magnitude = bn_multiply_by_power_of_two(bn_two_over_one_plus(exp_of_twice) - (1 << 29), 2);
    return a > 0 ? of_magnitude : -of_magnitude;
}

/* GetReciprocal (tensorflow/lite/kernels/internal/common.h): 1 / x for x > 0. The result is mantissa * 2^(-31 - shift),
 * where shift counts the bits of x above 1. */
static inline bn_multiplier bn_reciprocal(int32_t x, int32_t integer_bits)
{
    const int32_t headroom = bn_leading_zeros((uint32_t)x);
    const int32_t above_one = (int32_t)(((uint32_t)x << headroom) - 0x80000000u);
    return (bn_multiplier){ bn_one_over_one_plus(above_one), integer_bits - headroom };
}

/* GetInvSqrtQuantizedMultiplierExp with reverse_shift -1 (common.h): 1 / sqrt(x) of an integer x >= 0, 0 taken as 1. */
static inline bn_multiplier bn_inverse_sqrt(int32_t x)
{
    if (x <= 1) return (bn_multiplier){ INT32_MAX, 0 };
    int32_t shift = 11;
    for (; x >= 1 << 29; x >>= 2) shift++;
    const int32_t pairs = (bn_leading_zeros((uint32_t)x) - 1) / 2 - 1;
    shift -= pairs;
    /* Newton-Raphson on x in [1/4, 1), three integer bits. */
    const int32_t number = (x << (2 * pairs)) >> 1, half = bn_multiply_by_power_of_two(number, -1);
    const int32_t half_three = (1 << 28) + (1 << 27), half_sqrt_2 = 1518500250;
    int32_t root = 1 << 28;
    for (int32_t step = 0; step < 5; step++) {
        const int32_t cube = bn_multiply_by_power_of_two(bn_product(bn_product(root, root), root), 6);
        root = bn_multiply_by_power_of_two(bn_product(half_three, root) - bn_product(half, cube), 3);
    }
    root = bn_product(root, half_sqrt_2);
    return shift < 0 ? (bn_multiplier){ bn_wrapping_shift_left(root, -shift), 0 } : (bn_multiplier){ root, -shift };
}

/* log_x_for_x_greater_than_or_equal_to_1 (common.h): ln(x) for x > 0. Two guesses of x = r * 2^k, half a power of two apart,
 * keep r near 2^(-1/4); its logarithm is a rational function. */
static inline int32_t bn_fixed_log(int32_t x, int32_t integer_bits, int32_t result_bits)
{
    const int32_t ln_2 = 1488522236, quarter_root_of_half = 1805811301, root_of_half = 1518500250;
    const int32_t alpha_n = 117049297, alpha_d = 127690142, alpha_i = 1057819769, alpha_f = 638450708;
    const int32_t power_shift = 30 - result_bits, quarter = 1 << (power_shift - 2);

    const int32_t headroom_a = bn_leading_zeros((uint32_t)x) - 1;
    const int32_t r_a = bn_multiply_by_power_of_two(bn_product(bn_multiply_by_power_of_two(x, headroom_a), root_of_half), 1);
    const int32_t power_a = bn_multiply_by_power_of_two(integer_bits - headroom_a - 1, power_shift) + quarter;
    const int32_t headroom_b = bn_leading_zeros((uint32_t)bn_product(x, root_of_half)) - 1;
    const int32_t r_b = bn_multiply_by_power_of_two(x, headroom_b);
    const int32_t power_b = bn_multiply_by_power_of_two(integer_bits - headroom_b, power_shift) - quarter;
    const int32_t r = r_a < r_b ? r_a : r_b, power = power_a > power_b ? power_a : power_b;

    const int32_t p = (int32_t)(((uint32_t)r + (uint32_t)quarter_root_of_half + 1u) >> 1);
    const int32_t q = 2 * (r - quarter_root_of_half), q2 = bn_product(q, q);
    const int32_t numerator = bn_product(q, r) + bn_product(bn_product(q, q2), alpha_n);
    const int32_t denominator_minus_one = bn_product(p, alpha_i + q + bn_product(alpha_d, q2)) + bn_product(alpha_f, q);
    const int32_t fraction = bn_product(bn_multiply_by_power_of_two(numerator, -1 - result_bits), bn_one_over_one_plus(denominator_minus_one));
    return bn_multiply_by_power_of_two(bn_product(power, ln_2) + fraction, 1);
}

#endif
