/* bn_startup.c - from reset to main on any Cortex-M: vector table, floating-point unit, .data and .bss.
 *
 * The linker script (templates/linker.ld.hbs) lists what to copy and what to clear in two tables, one row per
 * memory region, so that this file is the same on every board. */
#include <stdint.h>

#include "bn_memory.h"
#include "bn_startup.h"

int main(void);

_Noreturn void bn_reset(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    /* CPACR: full access to coprocessors 10 and 11, the floating-point unit and Helium. */
    *(volatile uint32_t *)0xE000ED88U |= 0xFU << 20;
    __asm volatile("dsb\n\tisb" ::: "memory");
#endif
    bn_initialise_memory();
    (void)main();
    for (;;) {
    }
}

__attribute__((weak)) void bn_fault(void)
{
    for (;;) {
    }
}

__attribute__((weak)) void bn_systick_wrapped(void)
{
}

/* Sixteen system entries; the harness enables no peripheral interrupt. */
__attribute__((section(".vectors"), used)) static const bn_vector vectors[16] = {
    { .stack_top = bn_stack_top },
    { .handler = bn_reset },
    { .handler = bn_fault }, /* NMI */
    { .handler = bn_fault }, /* HardFault; the four below escalate to it until they are enabled */
    { .handler = bn_fault }, /* MemManage */
    { .handler = bn_fault }, /* BusFault */
    { .handler = bn_fault }, /* UsageFault */
    { .handler = bn_fault }, /* SecureFault */
    { .handler = 0 },
    { .handler = 0 },
    { .handler = 0 },
    { .handler = bn_fault }, /* SVCall */
    { .handler = bn_fault }, /* DebugMonitor */
    { .handler = 0 },
    { .handler = bn_fault }, /* PendSV */
    { .handler = bn_systick_wrapped },
};
