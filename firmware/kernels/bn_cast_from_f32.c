#include "bn_strict_float.h"

#include "bn_cast_from_f32.h"

#include "bn_convert.h"

void bn_cast_from_f32(const bn_cast_from_f32_params *p, const float *input, void *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const float x = input[i];
        const int32_t value = p->to == BN_CAST_U32 ? (int32_t)bn_uint32_of_float(x) : p->to == BN_CAST_BOOL ? x != 0.0f : bn_int32_of_float(x);
        bn_cast_store(output, p->to, i, value);
    }
}
