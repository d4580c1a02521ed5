/* bn_average_pool_2d_s8.h - the mean of a window's part inside the input, rounded half away from zero. */
#ifndef BN_AVERAGE_POOL_2D_S8_H
#define BN_AVERAGE_POOL_2D_S8_H

#include <stdint.h>

#include "bn_fixed_point.h"
#include "bn_inline.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channels;
    int32_t output_height;
    int32_t output_width;
    bn_window window;
    int32_t activation_min; /* fused activation, in output units */
    int32_t activation_max;
} bn_average_pool_2d_s8_params;

BN_INLINE int32_t bn_average_pool_2d_s8_mean(const bn_average_pool_2d_s8_params *p, const int8_t *channel, bn_window_part rows,
                                             bn_window_part columns)
{
    int32_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            sum += channel[((rows.start + fy) * p->input_width + columns.start + fx) * p->channels];
        }
    }
    const int32_t count = (rows.end - rows.first) * (columns.end - columns.first);
    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

BN_INLINE void bn_average_pool_2d_s8_inline(const bn_average_pool_2d_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t c = 0; c < p->channels; c++) {
                    const int32_t mean = bn_average_pool_2d_s8_mean(p, input + c, rows, columns);
                    *output++ = (int8_t)bn_clamp(mean, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_average_pool_2d_s8(const bn_average_pool_2d_s8_params *p, const int8_t *input, int8_t *output);

#endif
