/* bn_resize_bilinear_f32.h - float32: an image of another size, mixed from four positions. */
#ifndef BN_RESIZE_BILINEAR_F32_H
#define BN_RESIZE_BILINEAR_F32_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t height;                  /* of the input */
    int32_t width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    const uint16_t *rows;            /* [output_height][2]: the two input rows that each lies between */
    const uint16_t *columns;         /* [output_width][2] */
    const float *row_distances;    /* [output_height]: how far after the first, in units of one */
    const float *column_distances; /* [output_width] */
} bn_resize_bilinear_f32_params;

void bn_resize_bilinear_f32(const bn_resize_bilinear_f32_params *p, const float *input, float *output);

#endif
