#include "bn_resize_bilinear_s8.h"

/* Halves go away from zero. A distance may be negative at the upper edge; the sum stays within 2^30. */
static int8_t mix(int32_t a, int32_t b, int32_t c, int32_t d, int32_t dy, int32_t dx)
{
    const int32_t left = a * (1024 - dy) + b * dy, right = c * (1024 - dy) + d * dy;
    const int32_t sum = left * (1024 - dx) + right * dx;
    return (int8_t)((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
}

void bn_resize_bilinear_s8(const bn_resize_bilinear_s8_params *p, const int8_t *input, int8_t *output)
{
    const int32_t line = p->width * p->channels;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const int8_t *top = input + p->rows[2 * y] * line, *bottom = input + p->rows[2 * y + 1] * line;
            for (int32_t x = 0; x < p->output_width; x++) {
                const int32_t left = p->columns[2 * x] * p->channels, right = p->columns[2 * x + 1] * p->channels;
                for (int32_t c = 0; c < p->channels; c++) {
                    *output++ = mix(top[left + c], bottom[left + c], top[right + c], bottom[right + c], p->row_distances[y], p->column_distances[x]);
                }
            }
        }
        input += p->height * line;
    }
}
