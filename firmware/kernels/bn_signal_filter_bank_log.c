#include "bn_signal_filter_bank_log.h"

#include "bn_bits.h"

/* scale * ln(x), x above 1. */
static uint32_t logarithm(const uint16_t *table, uint32_t x, uint32_t scale)
{
    const int32_t whole = bn_bits(x) - 1;
    const uint32_t above = x - (1u << whole);
    const int32_t fraction = (int32_t)(whole < 16 ? above << (16 - whole) : above >> (whole - 16));
    const int32_t segment = fraction >> 9, low = table[segment], high = table[segment + 1];
    const int32_t part = ((high - low) * (fraction - 512 * segment)) >> 16;
    const uint32_t log2 = ((uint32_t)whole << 16) + (uint32_t)(fraction + low + part);
    /* 45426 = ln(2) * 2^16 */
    const uint32_t loge = (uint32_t)(((uint64_t)45426u * log2 + (1u << 15)) >> 16);
    return (scale * loge + (1u << 15)) >> 16;
}

void bn_signal_filter_bank_log(const bn_signal_filter_bank_log_params *p, const uint32_t *input, int16_t *output)
{
    for (int32_t i = 0; i < p->channels; i++) {
        const uint32_t x = input[i] << p->correction;
        const uint32_t y = x > 1 ? logarithm(p->table, x, p->scale) : 0;
        output[i] = (int16_t)(y < INT16_MAX ? y : INT16_MAX);
    }
}
