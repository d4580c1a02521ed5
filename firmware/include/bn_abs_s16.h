/* bn_abs_s16.h - int16 ABS. */
#ifndef BN_ABS_S16_H
#define BN_ABS_S16_H

#include <stdint.h>

typedef struct {
    int32_t count;
    int32_t multiplier; /* input scale / output scale */
    int32_t shift;
    int32_t highest;    /* 32767; 32768 for plain integers, of which it wraps around */
} bn_abs_s16_params;

/* output may be input. */
void bn_abs_s16(const bn_abs_s16_params *p, const int16_t *input, int16_t *output);

#endif
