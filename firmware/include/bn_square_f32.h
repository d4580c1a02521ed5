/* bn_square_f32.h - float32 SQUARE. */
#ifndef BN_SQUARE_F32_H
#define BN_SQUARE_F32_H

#include <stdint.h>

typedef struct {
    int32_t count;
} bn_square_f32_params;

/* output may be input. */
void bn_square_f32(const bn_square_f32_params *p, const float *input, float *output);

#endif
