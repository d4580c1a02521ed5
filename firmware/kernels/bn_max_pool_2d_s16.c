#include "bn_max_pool_2d_s16.h"

#include "bn_fixed_point.h"

static int16_t window_max(const bn_max_pool_2d_s16_params *p, const int16_t *channel, bn_window_part rows, bn_window_part columns)
{
    int16_t max = INT16_MIN;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int16_t value = channel[((rows.start + fy) * p->input_width + columns.start + fx) * p->channels];
            max = value > max ? value : max;
        }
    }
    return max;
}

void bn_max_pool_2d_s16(const bn_max_pool_2d_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t c = 0; c < p->channels; c++) {
                    *output++ = (int16_t)bn_clamp(window_max(p, input + c, rows, columns), p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->channels;
    }
}
