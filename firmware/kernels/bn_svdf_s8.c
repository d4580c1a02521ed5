#include "bn_svdf_s8.h"

#include <string.h>

#include "bn_fixed_point.h"

static int8_t newest(const bn_svdf_s8_params *p, const int8_t *input, int32_t filter)
{
    const int8_t *weights = p->features + filter * p->depth;
    int32_t sum = p->feature_biases[filter];
    for (int32_t d = 0; d < p->depth; d++) {
        sum += weights[d] * input[d];
    }
    sum = bn_requantize(sum, p->feature_multiplier, p->feature_shift);
    /* The zero point comes after the clamp and wraps around, as TFLM's does. */
    return (int8_t)(bn_clamp(sum, INT8_MIN, INT8_MAX) + p->state_zero_point);
}

void bn_svdf_s8(const bn_svdf_s8_params *p, const int8_t *input, int8_t *state, int8_t *output)
{
    const int32_t filters = p->units * p->rank;
    memmove(state, state + 1, (size_t)(p->batches * filters * p->memory - 1) * sizeof *state);
    for (int32_t batch = 0; batch < p->batches; batch++) {
        const int8_t *time = p->time;
        for (int32_t unit = 0; unit < p->units; unit++) {
            int32_t sum = p->biases[unit];
            for (int32_t filter = unit * p->rank; filter < (unit + 1) * p->rank; filter++) {
                state[p->memory - 1] = newest(p, input, filter);
                for (int32_t i = 0; i < p->memory; i++) {
                    sum += *time++ * (*state++ - p->state_zero_point);
                }
            }
            sum = bn_requantize(sum, p->time_multiplier, p->time_shift) + p->output_offset;
            *output++ = (int8_t)bn_clamp(sum, INT8_MIN, INT8_MAX);
        }
        input += p->depth;
    }
}
