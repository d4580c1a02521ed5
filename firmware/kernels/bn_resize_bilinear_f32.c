#include "bn_strict_float.h"

#include "bn_resize_bilinear_f32.h"

static float mix(float a, float b, float c, float d, float dy, float dx)
{
    const float ey = 1.0f - dy, ex = 1.0f - dx;
    return a * ey * ex + b * dy * ex + c * ey * dx + d * dy * dx;
}

void bn_resize_bilinear_f32(const bn_resize_bilinear_f32_params *p, const float *input, float *output)
{
    const int32_t line = p->width * p->channels;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const float *top = input + p->rows[2 * y] * line, *bottom = input + p->rows[2 * y + 1] * line;
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
