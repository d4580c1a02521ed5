/* bn_signal_filter_bank_spectral_subtraction.h - channels less their noise. */
#ifndef BN_SIGNAL_FILTER_BANK_SPECTRAL_SUBTRACTION_H
#define BN_SIGNAL_FILTER_BANK_SPECTRAL_SUBTRACTION_H

#include <stdint.h>

typedef struct {
    int32_t channels;
    uint64_t smoothing[2];           /* of even channels, and of odd ones */
    uint64_t one_minus_smoothing[2];
    int32_t smoothing_bits;
    int32_t bits;
    uint64_t minimum;                /* of the signal that remains */
    int32_t clamping;
} bn_signal_filter_bank_spectral_subtraction_params;

/* noise: state, [channels]; estimate: the same as an output. */
void bn_signal_filter_bank_spectral_subtraction(const bn_signal_filter_bank_spectral_subtraction_params *p, const uint32_t *input,
                                                uint32_t *noise, uint32_t *output, uint32_t *estimate);

#endif
