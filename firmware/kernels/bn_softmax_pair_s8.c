#include "bn_softmax_pair_s8.h"

void bn_softmax_pair_s8(const bn_softmax_pair_s8_params *p, const int8_t *input, int8_t *output)
{
    bn_softmax_pair_s8_inline(p, input, output);
}
