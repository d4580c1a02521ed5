#include "bn_depthwise_conv_2d_s8_mve.h"

void bn_depthwise_conv_2d_s8_mve(const bn_depthwise_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_depthwise_conv_2d_s8_mve_inline(p, input, output, scratch);
}
