#include "bn_lookup_16.h"

#include "bn_lookup_table.h"

void bn_lookup_16(const bn_lookup_16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = bn_interpolate(p->table, input[i]);
    }
}
