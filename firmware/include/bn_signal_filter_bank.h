/* bn_signal_filter_bank.h - energies to channels, each input to two neighbours. */
#ifndef BN_SIGNAL_FILTER_BANK_H
#define BN_SIGNAL_FILTER_BANK_H

#include <stdint.h>

typedef struct {
    int32_t channels;
    const int16_t *starts; /* [channels + 1][3]: first input, first weight, how many */
} bn_signal_filter_bank_params;

void bn_signal_filter_bank(const bn_signal_filter_bank_params *p, const uint32_t *input, const int16_t *weights, const int16_t *unweights,
                           uint64_t *output);

#endif
