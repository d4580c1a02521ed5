/* bn_tanh_f32.h - float32 TANH. */
#ifndef BN_TANH_F32_H
#define BN_TANH_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_tanh_f32_params;

void bn_tanh_f32(const bn_tanh_f32_params *p, const float *input, float *output);

#endif
