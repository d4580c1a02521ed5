/* bn_signal_fft_auto_scale.h - int16 samples as far to the left as the largest allows. */
#ifndef BN_SIGNAL_FFT_AUTO_SCALE_H
#define BN_SIGNAL_FFT_AUTO_SCALE_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_signal_fft_auto_scale_params;

void bn_signal_fft_auto_scale(const bn_signal_fft_auto_scale_params *p, const int16_t *input, int16_t *output, int32_t *shift);

#endif
