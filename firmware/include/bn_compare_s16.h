/* bn_compare_s16.h - int16 operands that broadcast, compared by their real values. */
#ifndef BN_COMPARE_S16_H
#define BN_COMPARE_S16_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t outcomes;        /* those that make it true: 1 left is less, 2 equal, 4 greater */
    int32_t left_offset;     /* minus the operands' zero points */
    int32_t left_multiplier; /* the operands' scales, below 1 */
    int32_t left_shift;
    int32_t right_offset;
    int32_t right_multiplier;
    int32_t right_shift;
} bn_compare_s16_params;

void bn_compare_s16(const bn_compare_s16_params *p, const int16_t *left, const int16_t *right, uint8_t *output);

#endif
