/* bn_lm_swiglu_neon.h - SwiGLU for 64-bit Arm. */
#ifndef BN_LM_SWIGLU_NEON_H
#define BN_LM_SWIGLU_NEON_H

#include "bn_lm_vector.h"

typedef bn_lm_swiglu_params bn_lm_swiglu_neon_params;

/* As bn_lm_swiglu. */
void bn_lm_swiglu_neon(const bn_lm_swiglu_neon_params *p, const float *gate, const float *up, float *output);

#endif
