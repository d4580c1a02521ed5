/* bn_signal_filter_bank_log.h - logarithms of the channels. */
#ifndef BN_SIGNAL_FILTER_BANK_LOG_H
#define BN_SIGNAL_FILTER_BANK_LOG_H

#include <stdint.h>

typedef struct {
    int32_t channels;
    uint32_t scale;
    int32_t correction;    /* bits that inputs are shifted to the left */
    const uint16_t *table; /* [130]: how far log2 lies above its chord from 1 to 2, in units of 2^-16 */
} bn_signal_filter_bank_log_params;

void bn_signal_filter_bank_log(const bn_signal_filter_bank_log_params *p, const uint32_t *input, int16_t *output);

#endif
