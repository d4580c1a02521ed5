/* bn_cumsum_f32.h - float32 CUMSUM. */
#ifndef BN_CUMSUM_F32_H
#define BN_CUMSUM_F32_H

#include <stdint.h>

typedef struct {
    int32_t outer; /* elements of the dimensions before the axis, along it and behind it */
    int32_t depth;
    int32_t inner;
    int32_t exclusive; /* 1: an element is not part of its own sum */
    int32_t reverse;   /* 1: sums begin at the end */
} bn_cumsum_f32_params;

/* output may be input. */
void bn_cumsum_f32(const bn_cumsum_f32_params *p, const float *input, float *output);

#endif
