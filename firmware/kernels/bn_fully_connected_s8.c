#include "bn_fully_connected_s8.h"

void bn_fully_connected_s8(const bn_fully_connected_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_fully_connected_s8_inline(p, input, output);
}
