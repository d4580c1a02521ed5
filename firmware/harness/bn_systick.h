/* bn_systick.h - counts executed instructions with SysTick, under an emulator that gives each one the same time.
 *
 * A tick is tens of instructions long, so a reading also waits for the next tick and counts the turns of that
 * waiting loop; the caller subtracts them. */
#ifndef BN_SYSTICK_H
#define BN_SYSTICK_H

#include <stdint.h>

/* Instructions of one turn of the waiting loop. */
enum { BN_SYSTICK_SPIN_INSTRUCTIONS = 4 };

typedef struct {
    uint64_t ticks; /* since bn_systick_start, turns of the 24-bit counter included */
    uint32_t spins; /* turns of the waiting loop before this tick began */
} bn_systick_reading;

void bn_systick_start(void);

/* Returns at the beginning of a tick. */
bn_systick_reading bn_systick_read(void);

#endif
