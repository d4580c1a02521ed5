/* bn_lm_swiglu_mve.h - SwiGLU for Helium. */
#ifndef BN_LM_SWIGLU_MVE_H
#define BN_LM_SWIGLU_MVE_H

#include "bn_lm_vector.h"

typedef bn_lm_swiglu_params bn_lm_swiglu_mve_params;

/* As bn_lm_swiglu. */
void bn_lm_swiglu_mve(const bn_lm_swiglu_mve_params *p, const float *gate, const float *up, float *output);

#endif
