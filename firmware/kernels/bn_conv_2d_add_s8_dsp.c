#include "bn_conv_2d_add_s8_dsp.h"

void bn_conv_2d_add_s8_dsp(const bn_conv_2d_add_s8_dsp_params *p, const int8_t *input, const int8_t *other, int8_t *output, void *scratch)
{
    bn_conv_2d_add_s8_dsp_inline(p, input, other, output, scratch);
}
