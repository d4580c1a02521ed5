/* bn_gelu_f32.h - float32 GELU. */
#ifndef BN_GELU_F32_H
#define BN_GELU_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t approximate; /* 1: by tanh */
} bn_gelu_f32_params;

/* output may be input. */
void bn_gelu_f32(const bn_gelu_f32_params *p, const float *input, float *output);

#endif
