/* bn_lm_linear_dsp.h - products of a language model's quantized matrices with one vector, for cores with dual multiply-accumulates. */
#ifndef BN_LM_LINEAR_DSP_H
#define BN_LM_LINEAR_DSP_H

#include "bn_lm_linear.h"

typedef bn_lm_linear_w8_params bn_lm_linear_w8_dsp_params;
typedef bn_lm_linear_w8_params bn_lm_linear_w8_dsp_long_params;
typedef bn_lm_linear_w8_params bn_lm_linear_w4_dsp_params;

/* As bn_lm_linear_w8 and bn_lm_linear_w4, with the same weights; w8_dsp takes groups of up to 512 columns. scratch: int16 of all padded groups, and 12 bytes for each
 * group, with 8 bits for each 512 columns of a group. */
void bn_lm_linear_w8_dsp(const bn_lm_linear_w8_dsp_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);
void bn_lm_linear_w8_dsp_long(const bn_lm_linear_w8_dsp_long_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);
void bn_lm_linear_w4_dsp(const bn_lm_linear_w4_dsp_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);

#endif
