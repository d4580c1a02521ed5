#include "bn_add_n_s8.h"

#include "bn_fixed_point.h"

enum { HEADROOM = 19 };

void bn_add_n_s8(const bn_add_n_s8_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    int16_t *sums = scratch;
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t sum = (p->first != 0 ? p->sum_offset : sums[i]) + input[i];
        if (p->last != 0) {
            /* TFLM's sums of 32 bits wrap around at 2^12 units, so 16 bits of them are enough. */
            const int32_t result = bn_requantize(bn_wrapping_shift_left(sum, HEADROOM), p->output_multiplier, p->output_shift);
            output[i] = (int8_t)bn_clamp(result + p->output_offset, INT8_MIN, INT8_MAX);
        } else {
            sums[i] = (int16_t)(uint16_t)sum;
        }
    }
}
