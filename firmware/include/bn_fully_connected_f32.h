/* bn_fully_connected_f32.h - dense layer of float32; products are added in the order of the inputs, then the bias. */
#ifndef BN_FULLY_CONNECTED_F32_H
#define BN_FULLY_CONNECTED_F32_H

#include <stdint.h>

typedef struct {
    int32_t rows;         /* input vectors per call */
    int32_t depth;        /* length of one input vector */
    int32_t outputs;      /* length of one output vector */
    float activation_min;
    float activation_max;
    const float *biases;  /* [outputs] */
} bn_fully_connected_f32_params;

/* weights: [outputs][depth], a constant or computed while the model runs */
void bn_fully_connected_f32(const bn_fully_connected_f32_params *p, const float *input, const float *weights, float *output);

#endif
