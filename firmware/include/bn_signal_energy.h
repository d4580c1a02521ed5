/* bn_signal_energy.h - the squares of complex int16 numbers. */
#ifndef BN_SIGNAL_ENERGY_H
#define BN_SIGNAL_ENERGY_H

#include <stdint.h>

typedef struct {
    int32_t count; /* of the output */
    int32_t start; /* outputs outside of start to before end are 0 */
    int32_t end;
} bn_signal_energy_params;

void bn_signal_energy(const bn_signal_energy_params *p, const int16_t *input, uint32_t *output);

#endif
