#include "bn_signal_filter_bank_spectral_subtraction.h"

void bn_signal_filter_bank_spectral_subtraction(const bn_signal_filter_bank_spectral_subtraction_params *p, const uint32_t *input,
                                                uint32_t *noise, uint32_t *output, uint32_t *estimate)
{
    for (int32_t i = 0; i < p->channels; i++) {
        const uint32_t signal = input[i] << p->smoothing_bits;
        uint32_t taken = (uint32_t)((signal * p->smoothing[i & 1] + noise[i] * p->one_minus_smoothing[i & 1]) >> p->bits);
        noise[i] = taken;
        if (taken > signal) {
            taken = signal;
            noise[i] = p->clamping ? taken : noise[i];
        }
        const uint32_t least = (uint32_t)((input[i] * p->minimum) >> p->bits), rest = (signal - taken) >> p->smoothing_bits;
        output[i] = rest > least ? rest : least;
        estimate[i] = noise[i];
    }
}
