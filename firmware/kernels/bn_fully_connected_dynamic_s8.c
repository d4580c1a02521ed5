#include "bn_fully_connected_dynamic_s8.h"

#include "bn_fixed_point.h"

void bn_fully_connected_dynamic_s8(const bn_fully_connected_dynamic_s8_params *p, const int8_t *input, const int8_t *weights, int8_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        const int8_t *weight = weights;
        const int32_t *channel = p->channels;
        for (int32_t out = 0; out < p->outputs; out++) {
            int32_t acc = channel[0];
            for (int32_t d = 0; d < p->depth; d++) {
                acc += (input[d] + p->input_offset) * (*weight++ + p->filter_offset);
            }
            acc = bn_requantize(acc, channel[1], channel[2]) + p->output_offset;
            *output++ = (int8_t)bn_clamp(acc, p->activation_min, p->activation_max);
            channel += 3;
        }
        input += p->depth;
    }
}
