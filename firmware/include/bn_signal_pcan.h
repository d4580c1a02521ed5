/* bn_signal_pcan.h - per-channel amplitude normalization. */
#ifndef BN_SIGNAL_PCAN_H
#define BN_SIGNAL_PCAN_H

#include <stdint.h>

typedef struct {
    int32_t channels;
    int32_t snr_shift;
} bn_signal_pcan_params;

/* gains: [125], a parabola for each power of two */
void bn_signal_pcan(const bn_signal_pcan_params *p, const uint32_t *input, const uint32_t *noise, const int16_t *gains, uint32_t *output);

#endif
