#include "bn_gather_nd.h"

#include <string.h>

#include "bn_fixed_point.h"

void bn_gather_nd(const bn_gather_nd_params *p, const void *input, const int32_t *indices, void *output)
{
    uint8_t *to = output;
    for (int32_t slice = 0; slice < p->slices; slice++) {
        const uint8_t *from = input;
        for (int32_t at = 0; at < p->depth; at++) {
            from += bn_clamp(*indices++, 0, p->extents[at] - 1) * p->steps[at];
        }
        memcpy(to, from, (size_t)p->bytes);
        to += p->bytes;
    }
}
