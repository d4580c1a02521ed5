#include "bn_add_linear_s8_mve.h"

void bn_add_linear_s8_mve(const bn_add_linear_s8_mve_params *p, const int8_t *left, const int8_t *right, int8_t *output)
{
    bn_add_linear_s8_mve_inline(p, left, right, output);
}
