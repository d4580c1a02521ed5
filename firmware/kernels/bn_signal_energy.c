#include "bn_signal_energy.h"

void bn_signal_energy(const bn_signal_energy_params *p, const int16_t *input, uint32_t *output)
{
    for (int32_t i = 0; i < p->count; i++) {
        const int32_t inside = i >= p->start && i < p->end;
        const int32_t re = inside ? input[2 * i] : 0, im = inside ? input[2 * i + 1] : 0;
        output[i] = (uint32_t)(re * re) + (uint32_t)(im * im);
    }
}
