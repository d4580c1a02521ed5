/* bn_signal_fft_f32.h - Fourier transforms of float32 samples. */
#ifndef BN_SIGNAL_FFT_F32_H
#define BN_SIGNAL_FFT_F32_H

#include "bn_fft_plan.h"

BN_FFT_PLAN(bn_signal_fft_f32_params, float);

/* input [rows][input_length], output [rows][length + 1][2]; scratch for 4 * length numbers. */
void bn_signal_rfft_f32(const bn_signal_fft_f32_params *p, const float *input, float *output, void *scratch);

/* input [rows][length + 1][2], output [rows][2 * length]; scratch for 2 * length numbers. */
void bn_signal_irfft_f32(const bn_signal_fft_f32_params *p, const float *input, float *output, void *scratch);

typedef bn_signal_fft_f32_params bn_signal_rfft_f32_params;
typedef bn_signal_fft_f32_params bn_signal_irfft_f32_params;

#endif
