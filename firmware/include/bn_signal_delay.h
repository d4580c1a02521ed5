/* bn_signal_delay.h - int16 samples, later. */
#ifndef BN_SIGNAL_DELAY_H
#define BN_SIGNAL_DELAY_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t length; /* of a row */
    int32_t delay;
} bn_signal_delay_params;

/* kept: state, [rows][delay] */
void bn_signal_delay(const bn_signal_delay_params *p, const int16_t *input, int16_t *kept, int16_t *output);

#endif
