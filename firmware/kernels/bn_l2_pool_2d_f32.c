#include "bn_strict_float.h"

#include "bn_l2_pool_2d_f32.h"

#include "bn_float.h"
#include "bn_float_range.h"

static float window_length(const bn_l2_pool_2d_f32_params *p, const float *channel, bn_window_part rows, bn_window_part columns)
{
    float squares = 0.0f;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const float value = channel[((rows.start + fy) * p->input_width + columns.start + fx) * p->channels];
            squares += value * value;
        }
    }
    const int32_t count = (rows.end - rows.first) * (columns.end - columns.first);
    return bn_sqrt(squares / (float)count);
}

void bn_l2_pool_2d_f32(const bn_l2_pool_2d_f32_params *p, const float *input, float *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t c = 0; c < p->channels; c++) {
                    *output++ = bn_clamp_f32(window_length(p, input + c, rows, columns), p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->channels;
    }
}
