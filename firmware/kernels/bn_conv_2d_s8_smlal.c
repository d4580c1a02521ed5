#include "bn_conv_2d_s8_smlal.h"

void bn_conv_2d_s8_smlal(const bn_conv_2d_s8_smlal_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_conv_2d_s8_smlal_inline(p, input, output, scratch);
}
