/* bn_signal_framer.h - int16 samples in frames that overlap. */
#ifndef BN_SIGNAL_FRAMER_H
#define BN_SIGNAL_FRAMER_H

#include <stdint.h>

typedef struct {
    int32_t rows;
    int32_t frames;   /* of a row */
    int32_t size;     /* samples of a frame */
    int32_t step;     /* samples from one frame to the next */
    int32_t capacity; /* samples that can wait in a row */
} bn_signal_framer_params;

/* kept: state, [rows][capacity]; waiting: state, [rows]. A frame that is not complete is zeros, and makes valid 0. */
void bn_signal_framer(const bn_signal_framer_params *p, const int16_t *input, int16_t *kept, int32_t *waiting, int16_t *output, uint8_t *valid);

#endif
