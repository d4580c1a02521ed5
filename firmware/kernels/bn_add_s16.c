#include "bn_add_s16.h"

void bn_add_s16(const bn_add_s16_params *p, const int16_t *left, const int16_t *right, int16_t *output)
{
    bn_add_s16_inline(p, left, right, output);
}
