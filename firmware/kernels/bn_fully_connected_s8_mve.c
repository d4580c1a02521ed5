#include "bn_fully_connected_s8_mve.h"

void bn_fully_connected_s8_mve(const bn_fully_connected_s8_mve_params *p, const int8_t *input, int8_t *output)
{
    bn_fully_connected_s8_mve_inline(p, input, output);
}
