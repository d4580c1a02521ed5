/* bn_cast_to_f32.h - CAST from integers to float32. */
#ifndef BN_CAST_TO_F32_H
#define BN_CAST_TO_F32_H

#include "bn_cast.h"

typedef struct {
    int32_t count;
    bn_cast_type from;
} bn_cast_to_f32_params;

/* output may be input where elements have the same size. */
void bn_cast_to_f32(const bn_cast_to_f32_params *p, const void *input, float *output);

#endif
