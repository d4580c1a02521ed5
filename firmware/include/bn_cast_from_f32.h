/* bn_cast_from_f32.h - CAST from float32 to integers. */
#ifndef BN_CAST_FROM_F32_H
#define BN_CAST_FROM_F32_H

#include "bn_cast.h"

typedef struct {
    int32_t count;
    bn_cast_type to;
} bn_cast_from_f32_params;

/* output may be input where elements have the same size. */
void bn_cast_from_f32(const bn_cast_from_f32_params *p, const float *input, void *output);

#endif
