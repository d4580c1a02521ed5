/* bn_leaky_relu_f32.h - float32 LEAKY_RELU. */
#ifndef BN_LEAKY_RELU_F32_H
#define BN_LEAKY_RELU_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float alpha;
} bn_leaky_relu_f32_params;

void bn_leaky_relu_f32(const bn_leaky_relu_f32_params *p, const float *input, float *output);

#endif
