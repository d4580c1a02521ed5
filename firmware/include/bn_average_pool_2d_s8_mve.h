/* bn_average_pool_2d_s8_mve.h - bn_average_pool_2d_s8 for cores with Helium, four channels at a time. */
#ifndef BN_AVERAGE_POOL_2D_S8_MVE_H
#define BN_AVERAGE_POOL_2D_S8_MVE_H

#include "bn_fixed_point.h"
#include "bn_mve.h"
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
} bn_average_pool_2d_s8_mve_params;

/* Of the first count channels, four at most, the means over the part of a window that lies inside the input. */
BN_INLINE void bn_average_pool_mve_4(const bn_average_pool_2d_s8_mve_params *p, const int8_t *channel, bn_window_part rows, bn_window_part columns,
                                     int32_t count, int8_t *output)
{
    const mve_pred16_t lanes = vctp32q((uint32_t)count);
    int32x4_t sum = vdupq_n_s32(0);
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int8_t *tap = channel + ((rows.start + fy) * p->input_width + columns.start + columns.first) * p->channels;
        if (count >= 4) {
            for (int32_t fx = columns.first; fx < columns.end; fx++) {
                sum = vaddq_s32(sum, vldrbq_s32(tap));
                tap += p->channels;
            }
        } else {
            for (int32_t fx = columns.first; fx < columns.end; fx++) {
                sum = vaddq_s32(sum, vldrbq_z_s32(tap, lanes));
                tap += p->channels;
            }
        }
    }
    const int32_t taps = (rows.end - rows.first) * (columns.end - columns.first);
    int32_t sums[4];
    vstrwq_s32(sums, sum);
    for (int32_t i = 0; i < 4 && i < count; i++) {
        const int32_t mean = (sums[i] > 0 ? sums[i] + taps / 2 : sums[i] - taps / 2) / taps;
        output[i] = (int8_t)bn_clamp(mean, p->activation_min, p->activation_max);
    }
}

BN_INLINE void bn_average_pool_2d_s8_mve_inline(const bn_average_pool_2d_s8_mve_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t c = 0; c < p->channels; c += 4) {
                    bn_average_pool_mve_4(p, input + c, rows, columns, p->channels - c, output + c);
                }
                output += p->channels;
            }
        }
        input += p->input_height * p->input_width * p->channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_average_pool_2d_s8_mve(const bn_average_pool_2d_s8_mve_params *p, const int8_t *input, int8_t *output);

#endif
