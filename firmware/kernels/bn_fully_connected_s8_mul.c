#include "bn_fully_connected_s8_mul.h"

void bn_fully_connected_s8_mul(const bn_fully_connected_s8_mul_params *p, const int8_t *input, int8_t *output)
{
    bn_fully_connected_s8_mul_inline(p, input, output);
}
