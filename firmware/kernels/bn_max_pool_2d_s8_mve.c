#include "bn_max_pool_2d_s8_mve.h"

#include "bn_mve.h"

/* Of the first count channels, sixteen at most, the largest in the part of a window that lies inside the input. */
static void window_max(const bn_max_pool_2d_s8_mve_params *p, const int8_t *channel, bn_window_part rows, bn_window_part columns, int32_t count,
                       int8_t *output)
{
    const mve_pred16_t lanes = vctp8q((uint32_t)count);
    int8x16_t max = vdupq_n_s8(INT8_MIN);
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int8_t *tap = channel + ((rows.start + fy) * p->input_width + columns.start + columns.first) * p->channels;
        if (count >= 16) {
            for (int32_t fx = columns.first; fx < columns.end; fx++) {
                max = vmaxq_s8(max, vldrbq_s8(tap));
                tap += p->channels;
            }
        } else {
            for (int32_t fx = columns.first; fx < columns.end; fx++) {
                max = vmaxq_s8(max, vldrbq_z_s8(tap, lanes));
                tap += p->channels;
            }
        }
    }
    max = vminq_s8(vmaxq_s8(max, vdupq_n_s8((int8_t)p->activation_min)), vdupq_n_s8((int8_t)p->activation_max));
    vstrbq_p_s8(output, max, lanes);
}

void bn_max_pool_2d_s8_mve(const bn_max_pool_2d_s8_mve_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t c = 0; c < p->channels; c += 16) {
                    window_max(p, input + c, rows, columns, p->channels - c, output + c);
                }
                output += p->channels;
            }
        }
        input += p->input_height * p->input_width * p->channels;
    }
}
