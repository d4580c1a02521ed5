#include "bn_resize_nearest_neighbor.h"

#include <string.h>

void bn_resize_nearest_neighbor(const bn_resize_nearest_neighbor_params *p, const void *input, void *output)
{
    const uint8_t *image = input;
    uint8_t *to = output;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const uint8_t *line = image + p->rows[y] * p->width * p->bytes;
            for (int32_t x = 0; x < p->output_width; x++) {
                memcpy(to, line + p->columns[x] * p->bytes, (size_t)p->bytes);
                to += p->bytes;
            }
        }
        image += p->height * p->width * p->bytes;
    }
}
