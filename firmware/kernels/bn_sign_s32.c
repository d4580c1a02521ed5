#include "bn_sign_s32.h"

void bn_sign_s32(const bn_sign_s32_params *p, const int32_t *input, int32_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (input[i] > 0) - (input[i] < 0);
    }
}
