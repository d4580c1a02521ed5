#include "bn_depthwise_conv_2d_s8_planes.h"

void bn_depthwise_conv_2d_s8_planes(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_depthwise_conv_2d_s8_planes_inline(p, input, output, scratch);
}
