#include "peak_hold_s8.h"

#include "bn_fixed_point.h"

void peak_hold_s8(const peak_hold_s8_params *p, const int8_t *input, int8_t *peaks, int8_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        int32_t peak = peaks[i] - p->decay;
        peak = bn_clamp(input[i] > peak ? input[i] : peak, -128, 127);
        peaks[i] = (int8_t)peak;
        output[i] = (int8_t)peak;
    }
}
