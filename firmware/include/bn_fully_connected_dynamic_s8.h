/* bn_fully_connected_dynamic_s8.h - int8 dense layer whose weights are computed while the model runs. */
#ifndef BN_FULLY_CONNECTED_DYNAMIC_S8_H
#define BN_FULLY_CONNECTED_DYNAMIC_S8_H

#include <stdint.h>

typedef struct {
    int32_t rows;            /* input vectors per call */
    int32_t depth;           /* length of one input vector */
    int32_t outputs;         /* length of one output vector */
    int32_t input_offset;    /* minus the input's zero point */
    int32_t filter_offset;   /* minus the weights' zero point */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int32_t *channels; /* [outputs][3]: bias, multiplier, shift */
} bn_fully_connected_dynamic_s8_params;

/* weights: [outputs][depth] */
void bn_fully_connected_dynamic_s8(const bn_fully_connected_dynamic_s8_params *p, const int8_t *input, const int8_t *weights, int8_t *output);

#endif
