/* bn_signal_window.h - int16 samples times weights. */
#ifndef BN_SIGNAL_WINDOW_H
#define BN_SIGNAL_WINDOW_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t length;
    int32_t shift;
} bn_signal_window_params;

/* weights: [length] */
void bn_signal_window(const bn_signal_window_params *p, const int16_t *input, const int16_t *weights, int16_t *output);

#endif
