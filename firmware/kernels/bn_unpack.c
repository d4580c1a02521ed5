#include "bn_unpack.h"

void bn_unpack(const bn_unpack_params *p, uint8_t *output)
{
    const uint8_t *values = p->values, *next = p->indices;
    const uint32_t mask = (1u << p->width) - 1u;
    uint32_t bits = 0;
    int32_t held = 0, left = p->block;
    for (int32_t i = 0; i < p->count; i++) {
        if (held < p->width) {
            bits = bits << 8 | *next++;
            held += 8;
        }
        held -= p->width;
        output[i] = values[bits >> held & mask];
        if (--left == 0) {
            values += mask + 1u;
            left = p->block;
        }
    }
}
