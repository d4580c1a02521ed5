/* bn_fft_plan.h - the tables of a Fourier transform of real numbers, packed in pairs as complex ones. */
#ifndef BN_FFT_PLAN_H
#define BN_FFT_PLAN_H

#include <stdint.h>

#define BN_FFT_PLAN(name, scalar)                                                                 \
    typedef struct {                                                                              \
        int32_t rows;                  /* transforms */                                           \
        int32_t input_length;          /* samples given, the rest are zeros; inverse: all */      \
        int32_t length;                /* complex numbers: half the samples */                    \
        int32_t inverse;                                                                          \
        int32_t stages;                                                                           \
        const int32_t *factors;        /* [stages][2]: radix, and what is left of the length */   \
        const scalar *twiddles;        /* [length][2] */                                          \
        const scalar *super_twiddles;  /* [length / 2][2] */                                      \
    } name

#endif
