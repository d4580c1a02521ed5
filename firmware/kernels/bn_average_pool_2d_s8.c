#include "bn_average_pool_2d_s8.h"

void bn_average_pool_2d_s8(const bn_average_pool_2d_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_average_pool_2d_s8_inline(p, input, output);
}
