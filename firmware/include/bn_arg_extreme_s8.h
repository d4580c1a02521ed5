/* bn_arg_extreme_s8.h - int8 ARG_MAX and ARG_MIN. */
#ifndef BN_ARG_EXTREME_S8_H
#define BN_ARG_EXTREME_S8_H

#include <stdint.h>

typedef struct {
    int32_t outer; /* elements of the dimensions before the axis, along it and behind it */
    int32_t depth;
    int32_t inner;
    int32_t largest; /* 1: ARG_MAX, 0: ARG_MIN */
} bn_arg_extreme_s8_params;

void bn_arg_extreme_s8(const bn_arg_extreme_s8_params *p, const int8_t *input, int32_t *output);

#endif
