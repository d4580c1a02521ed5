/* bn_rescale_s16.h - int16 from one scale to another, positive and negative numbers each with a multiplier: RELU, LEAKY_RELU. */
#ifndef BN_RESCALE_S16_H
#define BN_RESCALE_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t input_offset;  /* minus the input's zero point */
    int32_t output_offset; /* the output's zero point */
    int32_t positive_multiplier;
    int32_t positive_shift;
    int32_t negative_multiplier;
    int32_t negative_shift;
    int32_t negative_sign; /* 1, or -1 where negative numbers become positive */
    int32_t activation_min;
    int32_t activation_max;
} bn_rescale_s16_params;

void bn_rescale_s16(const bn_rescale_s16_params *p, const int16_t *input, int16_t *output);

#endif
