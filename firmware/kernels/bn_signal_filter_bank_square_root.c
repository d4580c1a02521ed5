#include "bn_signal_filter_bank_square_root.h"

/* Rounded, but never up to 2^16 where x fits 32 bits, nor to 2^32. */
static uint32_t square_root(uint64_t x)
{
    const uint64_t most = x >> 32 == 0 ? UINT16_MAX : UINT32_MAX;
    uint64_t root = 0, bit = (uint64_t)1 << 62;
    while (bit > x) {
        bit >>= 2;
    }
    for (; bit != 0; bit >>= 2) {
        if (x >= root + bit) {
            x -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return (uint32_t)(x > root && root != most ? root + 1 : root);
}

void bn_signal_filter_bank_square_root(const bn_signal_filter_bank_square_root_params *p, const uint64_t *input, const int32_t *shift,
                                       uint32_t *output)
{
    for (int32_t i = 0; i < p->channels; i++) {
        output[i] = square_root(input[i]) >> (*shift & 31);
    }
}
