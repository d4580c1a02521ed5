/* bn_resize_nearest_neighbor.h - an image of another size, made of its own positions. */
#ifndef BN_RESIZE_NEAREST_NEIGHBOR_H
#define BN_RESIZE_NEAREST_NEIGHBOR_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t height;         /* of the input */
    int32_t width;
    int32_t output_height;
    int32_t output_width;
    int32_t bytes;          /* of one position */
    const uint16_t *rows;    /* [output_height]: the input row of each */
    const uint16_t *columns; /* [output_width] */
} bn_resize_nearest_neighbor_params;

void bn_resize_nearest_neighbor(const bn_resize_nearest_neighbor_params *p, const void *input, void *output);

#endif
