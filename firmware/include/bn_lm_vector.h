/* bn_lm_vector.h - the float32 steps of a language model between its matrices. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_VECTOR_H
#define BN_LM_VECTOR_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float epsilon;
    const float *gain;
} bn_lm_rms_norm_params;

/* output = gain * input / sqrt(mean of squares + epsilon); output may be input */
void bn_lm_rms_norm(const bn_lm_rms_norm_params *p, const float *input, float *output);

typedef struct {
    int32_t count;
} bn_lm_dynamic_quantize_params;

/* input ~ scale * codes */
void bn_lm_dynamic_quantize(const bn_lm_dynamic_quantize_params *p, const float *input, int8_t *codes, float *scale);

typedef struct {
    int32_t count;
    int32_t half;     /* pairs of a head */
    int32_t context;
    const float *cos; /* [context][half] */
    const float *sin;
} bn_lm_rotary_params;

/* Turns adjacent pairs; output may be input. A position outside the context is taken for the nearest inside. */
void bn_lm_rotary(const bn_lm_rotary_params *p, const float *input, const int32_t *position, float *output);

typedef struct {
    int32_t count;
} bn_lm_swiglu_params;

/* output = gate * logistic(gate) * up; output may be gate or up */
void bn_lm_swiglu(const bn_lm_swiglu_params *p, const float *gate, const float *up, float *output);

#endif
