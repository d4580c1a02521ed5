/* bn_add_s8.h - int8 addition of tensors of one shape. */
#ifndef BN_ADD_S8_H
#define BN_ADD_S8_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t left_offset;     /* minus the operands' zero points */
    int32_t left_multiplier; /* to the common scale, of values with 20 bits of headroom */
    int32_t left_shift;
    int32_t right_offset;
    int32_t right_multiplier;
    int32_t right_shift;
    int32_t output_offset;   /* the output's zero point */
    int32_t output_multiplier;
    int32_t output_shift;
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
} bn_add_s8_params;

/* output may be left or right. */
void bn_add_s8(const bn_add_s8_params *p, const int8_t *left, const int8_t *right, int8_t *output);

#endif
