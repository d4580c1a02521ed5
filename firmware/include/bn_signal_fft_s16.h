/* bn_signal_fft_s16.h - Fourier transforms of int16 samples. */
#ifndef BN_SIGNAL_FFT_S16_H
#define BN_SIGNAL_FFT_S16_H

#include "bn_fft_plan.h"

BN_FFT_PLAN(bn_signal_fft_s16_params, int16_t);

/* input [rows][input_length], output [rows][length + 1][2]; scratch for 4 * length numbers. */
void bn_signal_rfft_s16(const bn_signal_fft_s16_params *p, const int16_t *input, int16_t *output, void *scratch);

/* input [rows][length + 1][2], output [rows][2 * length]; scratch for 2 * length numbers. */
void bn_signal_irfft_s16(const bn_signal_fft_s16_params *p, const int16_t *input, int16_t *output, void *scratch);

typedef bn_signal_fft_s16_params bn_signal_rfft_s16_params;
typedef bn_signal_fft_s16_params bn_signal_irfft_s16_params;

#endif
