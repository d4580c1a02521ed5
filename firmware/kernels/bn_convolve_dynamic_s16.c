#include "bn_convolve_dynamic_s16.h"

#include "bn_fixed_point.h"

/* The sum of products over the part of the window that lies inside the input. */
static int64_t window_sum(const bn_convolve_dynamic_s16_params *p, const int16_t *image, const int8_t *weights, bn_window_part rows, bn_window_part columns)
{
    int64_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int16_t *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * p->input_channels;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int16_t *input = line + (columns.start + fx * p->window.dilation_width) * p->input_channels;
            const int8_t *weight = weights + (fy * p->window.width + fx) * p->weight_tap_step;
            for (int32_t c = 0; c < p->depth; c++) {
                sum += (int64_t)(input[c] + p->input_offset) * (weight[c] + p->filter_offset);
            }
        }
    }
    return sum;
}

static int16_t finish(const bn_convolve_dynamic_s16_params *p, int64_t sum, const void *bias, int32_t out)
{
    const int64_t start = !p->has_bias ? 0 : p->wide ? ((const int64_t *)bias)[out] : ((const int32_t *)bias)[out];
    const int64_t total = (int64_t)((uint64_t)sum + (uint64_t)start);
    const int32_t *scale = p->multipliers + 2 * out;
    const int32_t value = p->wide ? bn_requantize_wide(total, scale[0], scale[1]) : bn_requantize((int32_t)(uint32_t)total, scale[0], scale[1]);
    return (int16_t)bn_clamp(value + p->output_offset, p->activation_min, p->activation_max);
}

void bn_convolve_dynamic_s16(const bn_convolve_dynamic_s16_params *p, const int16_t *input, const int8_t *weights, const void *bias,
                              int16_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const int16_t *group = input + out / p->group_channels * p->depth;
                    const int64_t sum = window_sum(p, group, weights + out * p->weight_output_step, rows, columns);
                    *output++ = finish(p, sum, bias, out);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
