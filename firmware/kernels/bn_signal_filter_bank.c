#include "bn_signal_filter_bank.h"

void bn_signal_filter_bank(const bn_signal_filter_bank_params *p, const uint32_t *input, const int16_t *weights, const int16_t *unweights,
                           uint64_t *output)
{
    const int16_t *channel = p->starts;
    uint64_t next = 0;
    for (int32_t i = 0; i <= p->channels; i++) {
        uint64_t sum = next;
        next = 0;
        for (int32_t at = 0; at < channel[2]; at++) {
            const uint64_t energy = input[channel[0] + at];
            sum += (uint64_t)weights[channel[1] + at] * energy;
            next += (uint64_t)unweights[channel[1] + at] * energy;
        }
        /* The channel before the first takes no part. */
        if (i > 0) {
            *output++ = sum;
        }
        channel += 3;
    }
}
