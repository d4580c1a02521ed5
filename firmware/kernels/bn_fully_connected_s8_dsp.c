#include "bn_fully_connected_s8_dsp.h"

void bn_fully_connected_s8_dsp(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    bn_fully_connected_s8_dsp_inline(p, input, output, scratch);
}
