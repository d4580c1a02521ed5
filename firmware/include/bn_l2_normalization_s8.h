/* bn_l2_normalization_s8.h - int8 L2_NORMALIZATION of rows, in steps of 1/128. */
#ifndef BN_L2_NORMALIZATION_S8_H
#define BN_L2_NORMALIZATION_S8_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t depth; /* elements of a row */
    int32_t input_offset; /* minus the input's zero point */
} bn_l2_normalization_s8_params;

/* output may be input. */
void bn_l2_normalization_s8(const bn_l2_normalization_s8_params *p, const int8_t *input, int8_t *output);

#endif
