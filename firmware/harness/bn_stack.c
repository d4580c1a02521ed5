/* bn_stack.c - stack painting. */
#include "bn_stack.h"

#include "bn_startup.h"

#define PAINT 0xB10C5AFE

/* In assembly because a compiled loop may keep registers on the stack that it is about to paint. */
#if defined(__riscv)

__attribute__((naked)) void bn_stack_paint(uint32_t *from __attribute__((unused)))
{
    __asm volatile("li t0, %0\n"
                   "1:\n\t"
                   "bgeu a0, sp, 2f\n\t"
                   "sw t0, 0(a0)\n\t"
                   "addi a0, a0, 4\n\t"
                   "j 1b\n"
                   "2:\n\t"
                   "ret"
                   :
                   : "i"(PAINT));
}

#else

__attribute__((naked)) void bn_stack_paint(uint32_t *from __attribute__((unused)))
{
    __asm volatile(".syntax unified\n\t"
                   "ldr r1, =%c0\n\t"
                   "mov r2, sp\n"
                   "1:\n\t"
                   "cmp r0, r2\n\t"
                   "bhs 2f\n\t"
                   "stmia r0!, {r1}\n\t"
                   "b 1b\n"
                   "2:\n\t"
                   "bx lr\n\t"
                   ".ltorg"
                   :
                   : "i"(PAINT));
}

#endif

uint32_t *bn_stack_lowest(void)
{
    uint32_t *word = bn_stack_limit;
    while (word < bn_stack_top && *word == PAINT) {
        word++;
    }
    return word;
}
