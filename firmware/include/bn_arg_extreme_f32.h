/* bn_arg_extreme_f32.h - float32 ARG_MAX and ARG_MIN. */
#ifndef BN_ARG_EXTREME_F32_H
#define BN_ARG_EXTREME_F32_H

#include <stdint.h>

typedef struct {
    int32_t outer; /* elements of the dimensions before the axis, along it and behind it */
    int32_t depth;
    int32_t inner;
    int32_t largest; /* 1: ARG_MAX, 0: ARG_MIN */
} bn_arg_extreme_f32_params;

void bn_arg_extreme_f32(const bn_arg_extreme_f32_params *p, const float *input, int32_t *output);

#endif
