#include "bn_abs_s16.h"

#include "bn_fixed_point.h"

static int32_t scaled(const bn_abs_s16_params *p, int32_t x)
{
    return bn_requantize(x < 0 ? -x : x, p->multiplier, p->shift);
}

void bn_abs_s16(const bn_abs_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (int16_t)bn_clamp(scaled(p, input[i]), INT16_MIN, p->highest);
    }
}
