#include "bn_conv_2d_s8_mul.h"

void bn_conv_2d_s8_mul(const bn_conv_2d_s8_mul_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_conv_2d_s8_mul_inline(p, input, output, scratch);
}
