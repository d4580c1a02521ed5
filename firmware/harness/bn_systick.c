/* bn_systick.c - SysTick as a 64-bit counter of ticks. */
#include "bn_systick.h"

#include "bn_startup.h"

#define SYST_CSR ((volatile uint32_t *)0xE000E010U)
#define SYST_RVR ((volatile uint32_t *)0xE000E014U)
#define SYST_CVR ((volatile uint32_t *)0xE000E018U)

enum { CSR_ENABLE = 1, CSR_TICKINT = 2, CSR_CLKSOURCE = 4, COUNTER_MAX = 0xFFFFFF };

static volatile uint32_t wraps;

void bn_systick_wrapped(void)
{
    wraps = wraps + 1U;
}

void bn_systick_start(void)
{
    *SYST_CSR = 0;
    *SYST_RVR = COUNTER_MAX;
    *SYST_CVR = 0;
    wraps = 0;
    *SYST_CSR = CSR_ENABLE | CSR_TICKINT | CSR_CLKSOURCE;
    /* Writing the counter cleared it; it reads 0 until the first reload, which is no turn. */
    while (*SYST_CVR == 0U) {
    }
}

bn_systick_reading bn_systick_read(void)
{
    const uint32_t before = *SYST_CVR;
    uint32_t now;
    uint32_t spins = 0;
    __asm volatile(".syntax unified\n"
                   "1:\n\t"
                   "adds %1, %1, #1\n\t"
                   "ldr %0, [%2]\n\t"
                   "cmp %0, %3\n\t"
                   "beq 1b"
                   : "=&l"(now), "+l"(spins)
                   : "l"(SYST_CVR), "l"(before)
                   : "cc", "memory");
    /* The interrupt comes with 0, the reload a tick later: at 0 the turn is counted but not over. */
    uint32_t turns;
    do {
        turns = wraps;
        now = *SYST_CVR;
    } while (turns != wraps || now == 0U);
    const bn_systick_reading reading = {
        .ticks = ((uint64_t)turns << 24) + (COUNTER_MAX - now),
        .spins = spins,
    };
    return reading;
}
