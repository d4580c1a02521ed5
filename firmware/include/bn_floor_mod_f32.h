/* bn_floor_mod_f32.h - float32 FLOOR_MOD of operands that broadcast. */
#ifndef BN_FLOOR_MOD_F32_H
#define BN_FLOOR_MOD_F32_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
} bn_floor_mod_f32_params;

/* output may be left or right where that operand is not repeated. */
void bn_floor_mod_f32(const bn_floor_mod_f32_params *p, const float *left, const float *right, float *output);

#endif
