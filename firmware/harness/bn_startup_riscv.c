/* bn_startup_riscv.c - from reset to main on a 32-bit RISC-V core in machine mode: stack, trap handler, .data and .bss. */
#include <stdint.h>

#include "bn_memory.h"
#include "bn_startup.h"

int main(void);

/* The first instructions of an image. */
__attribute__((naked, used, section(".vectors"))) static void enter(void)
{
    __asm volatile(".option push\n\t"
                   ".option arch, +zicsr\n\t"
                   "la sp, bn_stack_top\n\t"
                   "la t0, bn_fault\n\t"
                   "csrw mtvec, t0\n\t"
                   "j bn_reset\n\t"
                   ".option pop");
}

_Noreturn void bn_reset(void)
{
    bn_initialise_memory();
    (void)main();
    for (;;) {
    }
}

/* The lowest bits of mtvec choose how traps are taken. */
__attribute__((weak, aligned(4))) void bn_fault(void)
{
    for (;;) {
    }
}
