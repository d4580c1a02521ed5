#include "bn_conv_2d_s8_dsp_narrow.h"

void bn_conv_2d_s8_dsp_narrow(const bn_conv_2d_s8_dsp_narrow_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_conv_2d_s8_dsp_narrow_inline(p, input, output, scratch);
}
