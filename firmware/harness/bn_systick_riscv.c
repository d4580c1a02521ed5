/* bn_systick_riscv.c - the counter of retired instructions in SysTick's place: every reading is exact, so nothing has to be waited for. */
#include "bn_systick.h"

void bn_systick_start(void)
{
}

bn_systick_reading bn_systick_read(void)
{
    uint32_t low, high, again;
    do {
        __asm volatile(".option push\n\t"
                       ".option arch, +zicsr\n\t"
                       "csrr %0, minstreth\n\t"
                       "csrr %1, minstret\n\t"
                       "csrr %2, minstreth\n\t"
                       ".option pop"
                       : "=r"(high), "=r"(low), "=r"(again));
    } while (high != again);
    const bn_systick_reading reading = { .ticks = ((uint64_t)high << 32) | low, .spins = 0 };
    return reading;
}
