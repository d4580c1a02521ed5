#include "bn_one_hot.h"

#include <string.h>

static uint32_t index_at(const bn_one_hot_params *p, const void *indices, int32_t at)
{
    return p->wide ? (uint32_t)((const int64_t *)indices)[at] : (uint32_t)((const int32_t *)indices)[at];
}

void bn_one_hot(const bn_one_hot_params *p, const void *indices, const void *on, const void *off, void *output)
{
    uint8_t *to = output;
    for (int32_t outer = 0; outer < p->outer; outer++) {
        for (int32_t place = 0; place < p->depth; place++) {
            for (int32_t inner = 0; inner < p->inner; inner++) {
                memcpy(to, index_at(p, indices, outer * p->inner + inner) == (uint32_t)place ? on : off, (size_t)p->bytes);
                to += p->bytes;
            }
        }
    }
}
