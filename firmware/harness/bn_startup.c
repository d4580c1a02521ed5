/* bn_startup.c - from reset to main on any Cortex-M: vector table, floating-point unit, .data and .bss.
 *
 * The linker script (templates/linker.ld.hbs) lists what to copy and what to clear in two tables, one row per
 * memory region, so that this file is the same on every board. */
#include <stdint.h>

#include "bn_startup.h"

typedef struct {
    const uint32_t *from;
    uint32_t *to;
    uint32_t *end;
} copy_row;

typedef struct {
    uint32_t *to;
    uint32_t *end;
} zero_row;

extern const copy_row bn_copy_table[];
extern const copy_row bn_copy_table_end[];
extern const zero_row bn_zero_table[];
extern const zero_row bn_zero_table_end[];

int main(void);

/* Kept out of bn_reset, which first turns on the coprocessors that compiled code may use. The stores are volatile
 * so that no library function takes the loops' place: memset alone is larger than this file. */
__attribute__((noinline)) static void initialise_memory(void)
{
    for (const copy_row *row = bn_copy_table; row < bn_copy_table_end; row++) {
        const uint32_t *from = row->from;
        for (volatile uint32_t *to = row->to; to < row->end;) {
            *to++ = *from++;
        }
    }
    for (const zero_row *row = bn_zero_table; row < bn_zero_table_end; row++) {
        for (volatile uint32_t *to = row->to; to < row->end;) {
            *to++ = 0;
        }
    }
}

_Noreturn void bn_reset(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    /* CPACR: full access to coprocessors 10 and 11, the floating-point unit and Helium. */
    *(volatile uint32_t *)0xE000ED88U |= 0xFU << 20;
    __asm volatile("dsb\n\tisb" ::: "memory");
#endif
    initialise_memory();
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
