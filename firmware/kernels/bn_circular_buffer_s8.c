#include "bn_circular_buffer_s8.h"

#include <string.h>

void bn_circular_buffer_s8(const bn_circular_buffer_s8_params *p, const int8_t *input, int8_t *kept, int32_t *runs, uint8_t *complete)
{
    const size_t slot = (size_t)p->depth, older = (size_t)(p->slots - 1) * slot;
    memmove(kept, kept + slot, older);
    memcpy(kept + older, input, slot);
    *runs = (*runs + 1) % p->cycles;
    *complete = *runs == 0;
}
