/* bn_signal_filter_bank_square_root.h - roots of the channels. */
#ifndef BN_SIGNAL_FILTER_BANK_SQUARE_ROOT_H
#define BN_SIGNAL_FILTER_BANK_SQUARE_ROOT_H

#include <stdint.h>

typedef struct {
    int32_t channels;
} bn_signal_filter_bank_square_root_params;

void bn_signal_filter_bank_square_root(const bn_signal_filter_bank_square_root_params *p, const uint64_t *input, const int32_t *shift,
                                       uint32_t *output);

#endif
