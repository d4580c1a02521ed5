#include "bn_signal_framer.h"

#include <string.h>

void bn_signal_framer(const bn_signal_framer_params *p, const int16_t *input, int16_t *kept, int32_t *waiting, int16_t *output, uint8_t *valid)
{
    *valid = 1;
    for (int32_t row = 0; row < p->rows; row++) {
        for (int32_t frame = 0; frame < p->frames; frame++) {
            memcpy(kept + waiting[row], input, (size_t)p->step * sizeof *input);
            waiting[row] += p->step;
            if (waiting[row] >= p->size) {
                memcpy(output, kept, (size_t)p->size * sizeof *output);
                memmove(kept, kept + p->step, (size_t)(p->capacity - p->step) * sizeof *kept);
                waiting[row] -= p->step;
            } else {
                memset(output, 0, (size_t)p->size * sizeof *output);
                *valid = 0;
            }
            input += p->step;
            output += p->size;
        }
        kept += p->capacity;
    }
}
