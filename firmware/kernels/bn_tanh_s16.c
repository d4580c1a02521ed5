#include "bn_tanh_s16.h"

#include "bn_lookup_table.h"

void bn_tanh_s16(const bn_tanh_s16_params *p, const int16_t *input, int16_t *output)
{
    const int32_t half = p->shift > 0 ? 1 << (p->shift - 1) : 0;
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = bn_tanh_16(p->table, (input[i] * p->multiplier + half) >> p->shift);
    }
}
