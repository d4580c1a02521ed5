/* bn_transpose_conv_s8.h - int8 transposed convolution. */
#ifndef BN_TRANSPOSE_CONV_S8_H
#define BN_TRANSPOSE_CONV_S8_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    int32_t filter_height;
    int32_t filter_width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t pad_top;             /* rows of the whole result that are cut off above */
    int32_t pad_left;
    int32_t input_offset;        /* minus the input's zero point */
    int32_t output_offset;       /* the output's zero point */
    int32_t activation_min;      /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;       /* [output_channels][filter_height][filter_width][input_channels] */
    const int32_t *channels;     /* [output_channels][3]: bias, multiplier, shift */
} bn_transpose_conv_s8_params;

void bn_transpose_conv_s8(const bn_transpose_conv_s8_params *p, const int8_t *input, int8_t *output);

#endif
