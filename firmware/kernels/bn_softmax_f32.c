#include "bn_strict_float.h"

#include "bn_softmax_f32.h"

#include "bn_float.h"

void bn_softmax_f32(const bn_softmax_f32_params *p, const float *input, float *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        float max = -3.40282347e+38f;
        for (int32_t i = 0; i < p->depth; i++) {
            max = input[i] > max ? input[i] : max;
        }
        float sum = 0.0f;
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] = bn_exp((input[i] - max) * p->beta);
            sum += output[i];
        }
        for (int32_t i = 0; i < p->depth; i++) {
            output[i] /= sum;
        }
        input += p->depth;
        output += p->depth;
    }
}
