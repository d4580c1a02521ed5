/* bn_lm_linear.h - matrices of a language model: products with one vector, and a row for a token.
 *
 * Four rows lie side by side, so that a part of the vector is read once for all of them; rows beyond the last are zeros. Float32: [rows / 4][columns][4].
 * 8 bits: groups padded with zeros to a multiple of 4 columns, [rows / 4][columns / 4][4 rows] words, whose bytes are the columns, those of
 * columns 0 and 2 128 too large. 4 bits: padded to 8 columns, [rows / 4][columns / 8][4 rows] words; nibble k of the low half is 8 + column 2k, of the high half 8 + column 2k + 1. Scales are binary16, [rows / 4][groups][4]. */
#ifndef BN_LM_LINEAR_H
#define BN_LM_LINEAR_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t columns;
    const float *weights;
    const float *bias; /* [rows] or NULL */
} bn_lm_linear_f32_params;

/* output[o] = sum over columns, left to right, of weights[o] * input (+ bias[o]) */
void bn_lm_linear_f32(const bn_lm_linear_f32_params *p, const float *input, float *output);

typedef struct {
    int32_t rows;
    int32_t columns;
    int32_t group;
    const uint32_t *weights;
    const uint16_t *scales;
    const float *bias; /* [rows] or NULL */
} bn_lm_linear_w8_params;
typedef bn_lm_linear_w8_params bn_lm_linear_w4_params;

/* output[o] = scale * sum over groups, left to right, of (exact dot product) * scales (+ bias[o]). scratch: int16 of all padded groups; w4 also an int32 for each group. */
void bn_lm_linear_w8(const bn_lm_linear_w8_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);
void bn_lm_linear_w4(const bn_lm_linear_w4_params *p, const int8_t *codes, const float *scale, float *output, void *scratch);

typedef bn_lm_linear_f32_params bn_lm_embedding_f32_params;
typedef bn_lm_linear_w8_params bn_lm_embedding_w8_params;
typedef bn_lm_linear_w8_params bn_lm_embedding_w4_params;

/* The row of a token. One outside the vocabulary is taken for the nearest inside. */
void bn_lm_embedding_f32(const bn_lm_embedding_f32_params *p, const int32_t *token, float *output);
void bn_lm_embedding_w8(const bn_lm_embedding_w8_params *p, const int32_t *token, float *output);
void bn_lm_embedding_w4(const bn_lm_embedding_w4_params *p, const int32_t *token, float *output);

#endif
