/* bn_lm_linear_neon.h - products of a language model's matrices with one vector, for 64-bit Arm. */
#ifndef BN_LM_LINEAR_NEON_H
#define BN_LM_LINEAR_NEON_H

#include "bn_lm_linear.h"

typedef bn_lm_linear_f32_params bn_lm_linear_f32_neon_params;
typedef bn_lm_linear_w8_params bn_lm_linear_w8_neon_params;
typedef bn_lm_linear_w8_params bn_lm_linear_w4_neon_params;

/* As bn_lm_linear_f32, bn_lm_linear_w8 and bn_lm_linear_w4, with the same weights. scratch: the codes of all padded groups; w4 also an int32 for each group. With
 * dot product instructions (-march=armv8.2-a+dotprod: Cortex-A55, A76 and later) those are taken. */
void bn_lm_linear_f32_neon(const bn_lm_linear_f32_neon_params *p, const float *input, float *output);
void bn_lm_linear_w8_neon(const bn_lm_linear_w8_neon_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);
void bn_lm_linear_w4_neon(const bn_lm_linear_w4_neon_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);

#endif
