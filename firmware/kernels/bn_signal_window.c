#include "bn_signal_window.h"

#include "bn_fixed_point.h"

void bn_signal_window(const bn_signal_window_params *p, const int16_t *input, const int16_t *weights, int16_t *output)
{
    for (int32_t row = 0; row < p->rows; row++) {
        for (int32_t i = 0; i < p->length; i++) {
            *output++ = (int16_t)bn_clamp((*input++ * weights[i]) >> p->shift, INT16_MIN, INT16_MAX);
        }
    }
}
