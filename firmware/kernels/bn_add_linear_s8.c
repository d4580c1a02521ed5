#include "bn_add_linear_s8.h"

void bn_add_linear_s8(const bn_add_linear_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    bn_add_linear_s8_inline(p, left, right, output);
}
