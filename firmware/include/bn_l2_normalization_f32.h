/* bn_l2_normalization_f32.h - float32 L2_NORMALIZATION of rows. */
#ifndef BN_L2_NORMALIZATION_F32_H
#define BN_L2_NORMALIZATION_F32_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
} bn_l2_normalization_f32_params;

/* output may be input. */
void bn_l2_normalization_f32(const bn_l2_normalization_f32_params *p, const float *input, float *output);

#endif
