#include "bn_strict_float.h"

#include "bn_cast_to_f32.h"

void bn_cast_to_f32(const bn_cast_to_f32_params *p, const void *input, float *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t value = bn_cast_load(input, p->from, i);
        output[i] = p->from == BN_CAST_U32 ? (float)(uint32_t)value : (float)value;
    }
}
