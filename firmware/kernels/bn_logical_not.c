#include "bn_logical_not.h"

void bn_logical_not(const bn_logical_not_params *p, const uint8_t *input, uint8_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = input[i] == 0 ? 1 : 0;
    }
}
