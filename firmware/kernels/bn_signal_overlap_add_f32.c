#include "bn_strict_float.h"

#include "bn_signal_overlap_add_f32.h"

#include <string.h>

void bn_signal_overlap_add_f32(const bn_signal_overlap_add_f32_params *p, const float *input, float *sums, float *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        for (int32_t frame = 0; frame < p->frames; frame++) {
            for (int32_t i = 0; i < p->size; i++) {
                sums[i] = sums[i] + input[i];
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
