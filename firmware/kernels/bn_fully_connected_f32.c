#include "bn_strict_float.h"

#include "bn_fully_connected_f32.h"

#include "bn_float_range.h"

void bn_fully_connected_f32(const bn_fully_connected_f32_params *p, const float *input, const float *weights, float *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const float *weight = weights;
        for (int32_t out = 0; out < p->outputs; out++) {
            float sum = 0.0f;
            for (int32_t d = 0; d < p->depth; d++) {
                sum += input[d] * *weight++;
            }
            *output++ = bn_clamp_f32(sum + p->biases[out], p->activation_min, p->activation_max);
        }
        input += p->depth;
    }
}
