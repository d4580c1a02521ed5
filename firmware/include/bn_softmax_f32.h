/* bn_softmax_f32.h - float32 softmax over rows. */
#ifndef BN_SOFTMAX_F32_H
#define BN_SOFTMAX_F32_H

#include <stdint.h>


typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    float beta;
} bn_softmax_f32_params;

void bn_softmax_f32(const bn_softmax_f32_params *p, const float *input, float *output);

#endif
