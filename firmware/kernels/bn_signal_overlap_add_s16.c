#include "bn_signal_overlap_add_s16.h"

#include <string.h>

#include "bn_fixed_point.h"

void bn_signal_overlap_add_s16(const bn_signal_overlap_add_s16_params *p, const int16_t *input, int16_t *sums, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        for (int32_t frame = 0; frame < p->frames; frame++) {
            for (int32_t i = 0; i < p->size; i++) {
                sums[i] = (int16_t)bn_clamp(sums[i] + input[i], INT16_MIN, INT16_MAX);
            }
            memcpy(output, sums, (size_t)p->step * sizeof *output);
            memmove(sums, sums + p->step, (size_t)(p->size - p->step) * sizeof *sums);
            memset(sums + p->size - p->step, 0, (size_t)p->step * sizeof *sums);
            input += p->size;
            output += p->step;
        }
        sums += p->size;
    }
}
