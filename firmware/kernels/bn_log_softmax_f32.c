#include "bn_strict_float.h"

#include "bn_log_softmax_f32.h"

#include "bn_float.h"

void bn_log_softmax_f32(const bn_log_softmax_f32_params *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        float largest = -3.40282347e+38f, sum = 0.0f;
        for (int32_t i = 0; i < p->depth; i++) {
            largest = input[i] > largest ? input[i] : largest;
        }
        for (int32_t i = 0; i < p->depth; i++) {
            sum += bn_exp(input[i] - largest);
        }
        const float log_of_sum = bn_log(sum);
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = (input[i] - largest) - log_of_sum;
        }
        input += p->depth;
        output += p->depth;
    }
}
