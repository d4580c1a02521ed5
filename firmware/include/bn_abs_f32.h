/* bn_abs_f32.h - float32 ABS. */
#ifndef BN_ABS_F32_H
#define BN_ABS_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_abs_f32_params;

/* output may be input. */
void bn_abs_f32(const bn_abs_f32_params *p, const float *input, float *output);

#endif
