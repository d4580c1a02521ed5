#include "bn_fully_connected_s16.h"

#include "bn_finish_s16.h"

void bn_fully_connected_s16(const bn_fully_connected_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const int8_t *weight = p->weights;
        for (int32_t out = 0; out < p->outputs; out++) {
            int64_t sum = 0;
            for (int32_t d = 0; d < p->depth; d++) {
                sum += input[d] * *weight++;
            }
            *output++ = bn_finish_s16(sum, p->biases[out], p->multipliers + 2 * out, p->wide, p->activation_min, p->activation_max);
        }
        input += p->depth;
    }
}
