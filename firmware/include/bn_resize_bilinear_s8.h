/* bn_resize_bilinear_s8.h - int8: an image of another size, mixed from four positions. */
#ifndef BN_RESIZE_BILINEAR_S8_H
#define BN_RESIZE_BILINEAR_S8_H

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
    const int16_t *row_distances;   /* [output_height]: how far after the first, in units of 1/1024 */
    const int16_t *column_distances;/* [output_width] */
} bn_resize_bilinear_s8_params;

void bn_resize_bilinear_s8(const bn_resize_bilinear_s8_params *p, const int8_t *input, int8_t *output);

#endif
