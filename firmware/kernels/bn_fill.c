#include "bn_fill.h"

#include <string.h>

void bn_fill(const bn_fill_params *p, void *output)
{
    uint8_t *to = output;
    if (p->size == 1) {
        memset(to, p->element[0], (size_t)p->count);
        return;
    }
    for (int32_t i = 0; i < p->count; i++) {
        memcpy(to, p->element, (size_t)p->size);
        to += p->size;
    }
}
