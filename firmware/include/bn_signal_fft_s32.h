/* bn_signal_fft_s32.h - Fourier transforms of int32 samples. */
#ifndef BN_SIGNAL_FFT_S32_H
#define BN_SIGNAL_FFT_S32_H

#include "bn_fft_plan.h"

BN_FFT_PLAN(bn_signal_fft_s32_params, int32_t);

/* input [rows][input_length], output [rows][length + 1][2]; scratch for 4 * length numbers. */
void bn_signal_rfft_s32(const bn_signal_fft_s32_params *p, const int32_t *input, int32_t *output, void *scratch);

/* input [rows][length + 1][2], output [rows][2 * length]; scratch for 2 * length numbers. */
void bn_signal_irfft_s32(const bn_signal_fft_s32_params *p, const int32_t *input, int32_t *output, void *scratch);

typedef bn_signal_fft_s32_params bn_signal_rfft_s32_params;
typedef bn_signal_fft_s32_params bn_signal_irfft_s32_params;

#endif
