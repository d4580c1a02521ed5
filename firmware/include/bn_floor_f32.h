/* bn_floor_f32.h - float32 FLOOR. */
#ifndef BN_FLOOR_F32_H
#define BN_FLOOR_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_floor_f32_params;

/* output may be input. */
void bn_floor_f32(const bn_floor_f32_params *p, const float *input, float *output);

#endif
