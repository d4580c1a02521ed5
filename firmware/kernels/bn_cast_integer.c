#include "bn_cast_integer.h"

void bn_cast_integer(const bn_cast_integer_params *p, const void *input, void *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        bn_cast_store(output, p->to, i, bn_cast_load(input, p->from, i));
    }
}
