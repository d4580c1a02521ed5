#include "bn_strict_float.h"

#include "bn_convolve_dynamic_f32.h"

#include "bn_float_range.h"

/* The sum of products over the part of the window that lies inside the input. */
static float window_sum(const bn_convolve_dynamic_f32_params *p, const float *image, const float *weights, bn_window_part rows, bn_window_part columns)
{
    float sum = 0.0f;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const float *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * p->input_channels;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const float *input = line + (columns.start + fx * p->window.dilation_width) * p->input_channels;
            const float *weight = weights + (fy * p->window.width + fx) * p->weight_tap_step;
            for (int32_t c = 0; c < p->depth; c++) {
                sum += input[c] * weight[c];
            }
        }
    }
    return sum;
}

void bn_convolve_dynamic_f32(const bn_convolve_dynamic_f32_params *p, const float *input, const float *weights, const void *bias,
                              float *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const float *group = input + out / p->group_channels * p->depth;
                    const float sum = window_sum(p, group, weights + out * p->weight_output_step, rows, columns);
                    *output++ = bn_clamp_f32(p->has_bias ? sum + ((const float *)bias)[out] : sum, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
