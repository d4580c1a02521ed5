/* bn_lm_linear_mve.h - matrices of a language model for Helium: quantized products with one vector, and a row for a token.
 *
 * Four rows lie side by side, groups filled up with zeros: [rows / 4][blocks of columns][4 rows][16 bytes]. With 8 bits a block is 16 columns; with 4 bits 32, columns 0
 * to 15 in the low halves of the bytes and 16 to 31 in the high ones, signed. Scales are binary16, [rows / 4][groups][4]. */
#ifndef BN_LM_LINEAR_MVE_H
#define BN_LM_LINEAR_MVE_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t columns;
    int32_t group;
    const int8_t *weights;
    const uint16_t *scales;
    const float *bias; /* [rows] or NULL */
} bn_lm_linear_w8_mve_params;
typedef bn_lm_linear_w8_mve_params bn_lm_linear_w4_mve_params;

/* output[o] = scale * sum over groups, left to right, of (exact dot product) * scales (+ bias[o]) */
void bn_lm_linear_w8_mve(const bn_lm_linear_w8_mve_params *p, const int8_t *codes, const float *scale, float *output);
void bn_lm_linear_w4_mve(const bn_lm_linear_w4_mve_params *p, const int8_t *codes, const float *scale, float *output);

typedef bn_lm_linear_w8_mve_params bn_lm_embedding_w8_mve_params;
typedef bn_lm_linear_w8_mve_params bn_lm_embedding_w4_mve_params;

/* The row of a token. One outside the vocabulary is taken for the nearest inside. */
void bn_lm_embedding_w8_mve(const bn_lm_embedding_w8_mve_params *p, const int32_t *token, float *output);
void bn_lm_embedding_w4_mve(const bn_lm_embedding_w4_mve_params *p, const int32_t *token, float *output);

#endif
