#include "bn_lookup_8.h"

void bn_lookup_8(const bn_lookup_8_params *p, const void *input, void *output)
{
    const uint8_t *from = input;
    int8_t *to = output;
    for (int32_t i = 0; i < p->count; i++) {
        to[i] = p->table[from[i]];
    }
}
