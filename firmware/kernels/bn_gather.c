#include "bn_gather.h"

#include <string.h>

#include "bn_fixed_point.h"

void bn_gather(const bn_gather_params *p, const void *input, const int32_t *indices, void *output)
{
    const uint8_t *from = input;
    uint8_t *to = output;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t outer = 0; outer < p->outer; outer++) {
            for (int32_t at = 0; at < p->indices; at++) {
                memcpy(to, from + bn_clamp(indices[at], 0, p->extent - 1) * p->bytes, (size_t)p->bytes);
                to += p->bytes;
            }
            from += p->extent * p->bytes;
        }
        indices += p->indices;
    }
}
