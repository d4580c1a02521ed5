/* bn_cumsum_s8.h - int8 CUMSUM. */
#ifndef BN_CUMSUM_S8_H
#define BN_CUMSUM_S8_H

#include <stdint.h>

typedef struct {
    int32_t outer; /* elements of the dimensions before the axis, along it and behind it */
    int32_t depth;
    int32_t inner;
    int32_t exclusive; /* 1: an element is not part of its own sum */
    int32_t reverse;   /* 1: sums begin at the end */
    int32_t input_offset;  /* minus the input's zero point */
    int32_t output_offset; /* the output's zero point */
    int32_t multiplier;    /* of sums times 2^19 */
    int32_t shift;
} bn_cumsum_s8_params;

/* output may be input. */
void bn_cumsum_s8(const bn_cumsum_s8_params *p, const int8_t *input, int8_t *output);

#endif
