#include "bn_copy.h"

#include <string.h>

void bn_copy(const bn_copy_params *p, const void *input, void *output)
{
    memmove(output, input, (size_t)p->bytes);
}
