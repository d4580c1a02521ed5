#include "bn_signal_fft_auto_scale.h"

#include "bn_bits.h"

void bn_signal_fft_auto_scale(const bn_signal_fft_auto_scale_params *p, const int16_t *input, int16_t *output, int32_t *shift)
{
    int16_t largest = 0;
    for (int32_t i = 0; i < p->count; i++) {
        if (input[i] > largest) {
            largest = input[i];
        } else if (-input[i] > largest) {
            /* That of -32768 is itself. */
            largest = (int16_t)(uint16_t)-input[i];
        }
    }
    const int32_t room = 16 - bn_bits((uint32_t)largest) - 1;
    *shift = room > 0 && largest != 0 ? room : 0;
    for (int32_t i = 0; i < p->count; i++) {
        output[i] = (int16_t)(uint16_t)((uint32_t)input[i] << *shift);
    }
}
