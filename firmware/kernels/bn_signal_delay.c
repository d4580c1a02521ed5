#include "bn_signal_delay.h"

#include <string.h>

void bn_signal_delay(const bn_signal_delay_params *p, const int16_t *input, int16_t *kept, int16_t *output)
{
    const int32_t old = p->delay < p->length ? p->delay : p->length;
    for (int32_t row = 0; row < p->rows; row++) {
        memcpy(output, kept, (size_t)old * sizeof *output);
        memcpy(output + old, input, (size_t)(p->length - old) * sizeof *output);
        memmove(kept, kept + old, (size_t)(p->delay - old) * sizeof *kept);
        memcpy(kept + p->delay - old, input + p->length - old, (size_t)old * sizeof *kept);
        input += p->length;
        kept += p->delay;
        output += p->length;
    }
}
