/* bn_range_f32.h - float32 within a range: RELU, RELU6. NaN stays NaN. */
#ifndef BN_RANGE_F32_H
#define BN_RANGE_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
    float low;
    float high;
} bn_range_f32_params;

void bn_range_f32(const bn_range_f32_params *p, const float *input, float *output);

#endif
