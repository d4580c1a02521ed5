#include "bn_range_s16.h"

#include "bn_fixed_point.h"

void bn_range_s16(const bn_range_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (int16_t)bn_clamp(input[i], p->low, p->high);
    }
}
