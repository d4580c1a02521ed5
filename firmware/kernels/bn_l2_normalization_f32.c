#include "bn_strict_float.h"

#include "bn_l2_normalization_f32.h"

#include "bn_float.h"

void bn_l2_normalization_f32(const bn_l2_normalization_f32_params *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        float squares = 0.0f;
        for (int32_t i = 0; i < p->depth; i++) {
            squares += input[i] * input[i];
        }
        const float length = bn_sqrt(squares), smallest = 1e-6f, divisor = length < smallest ? smallest : length;
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = input[i] / divisor;
        }
        input += p->depth;
        output += p->depth;
    }
}
