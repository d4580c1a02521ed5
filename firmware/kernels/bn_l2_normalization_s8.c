#include "bn_l2_normalization_s8.h"

#include "bn_fixed_point.h"
#include "bn_gemmlowp.h"

enum { FRACTION_BITS = 7 };

void bn_l2_normalization_s8(const bn_l2_normalization_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        uint32_t squares = 0;
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t x = input[i] + p->input_offset;
            squares += (uint32_t)(x * x);
        }
        const bn_multiplier scale = bn_inverse_sqrt((int32_t)squares);
        for (int32_t i = 0; i < p->depth; i++) {
            const int32_t result = bn_requantize(input[i] + p->input_offset, scale.mantissa, scale.shift + FRACTION_BITS);
            output[i] = (int8_t)bn_clamp(result, INT8_MIN, INT8_MAX);
        }
        input += p->depth;
        output += p->depth;
    }
}
