/* bn_step.h - what a model that was compiled to be measured calls before each layer, and after the last with their number. */
#ifndef BN_STEP_H
#define BN_STEP_H

#include <stdint.h>

/* The program's. */
void bn_step_reached(uint32_t layer);

static inline void bn_step(uint32_t layer)
{
    bn_step_reached(layer);
    /* It returns to its caller, or its end could not be seen. */
    __asm volatile("");
}

#endif
