#include "bn_signal_pcan.h"

#include "bn_bits.h"

static int16_t gain_of(uint32_t x, const int16_t *gains)
{
    if (x <= 2) return gains[x];
    const int32_t bits = bn_bits(x);
    const int16_t *const parabola = gains + 4 * bits - 6;
    const int32_t fraction = (int32_t)((bits < 11 ? x << (11 - bits) : x >> (bits - 11)) & 0x3ff);
    const uint32_t slope = (uint32_t)((parabola[2] * fraction) >> 5) + ((uint32_t)parabola[1] << 5);
    const int32_t rise = (int32_t)(slope * (uint32_t)fraction + (1u << 14)) >> 15;
    return (int16_t)(uint16_t)(rise + parabola[0]);
}

/* x^2 / 4 below 2, x - 1 above: from 12 fractional bits to 6. */
static uint32_t shrink(uint32_t x)
{
    return x < 2u << 12 ? (x * x) >> 20 : (x >> 6) - 64;
}

void bn_signal_pcan(const bn_signal_pcan_params *p, const uint32_t *input, const uint32_t *noise, const int16_t *gains, uint32_t *output)
{
    for (int32_t i = 0; i < p->channels; i++) {
        const uint32_t gain = (uint32_t)gain_of(noise[i], gains);
        output[i] = shrink((uint32_t)(((uint64_t)input[i] * gain) >> p->snr_shift));
    }
}
