#include "bn_signal_stacker.h"

#include <string.h>

void bn_signal_stacker(const bn_signal_stacker_params *p, const int16_t *input, int16_t *kept, int32_t *state, int16_t *output, uint8_t *valid)
{
    const size_t all = (size_t)(p->frames * p->channels) * sizeof *output;
    const int32_t copies = state[1] == 0 ? p->left + 1 : 1;
    for (int32_t copy = 0; copy < copies; copy++) {
        memcpy(kept + state[0] * p->channels, input, (size_t)p->channels * sizeof *input);
        state[0]++;
    }
    state[1] = 1;
    *valid = state[0] >= p->frames;
    if (*valid) {
        memcpy(output, kept, all);
        memmove(kept, kept + p->step * p->channels, (size_t)((p->frames - p->step) * p->channels) * sizeof *kept);
        state[0] -= p->step;
    } else {
        memset(output, 0, all);
    }
}
