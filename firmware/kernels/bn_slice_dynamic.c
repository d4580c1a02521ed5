#include "bn_slice_dynamic.h"

void bn_slice_dynamic(const bn_slice_dynamic_params *p, const void *input, const void *begin, void *output)
{
    const uint8_t *from = input;
    for (int32_t at = 0; at < p->rank; at++) {
        const bn_slice_dimension *dimension = &p->dimensions[at];
        const int64_t given = p->wide ? ((const int64_t *)begin)[at] : ((const int32_t *)begin)[at];
        from += (given < 0 ? 0 : given > dimension->last ? dimension->last : (int32_t)given) * dimension->step;
    }
    bn_move(&p->block, from, output);
}
