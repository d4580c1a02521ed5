/* bn_startup.h - what the vector table refers to. */
#ifndef BN_STARTUP_H
#define BN_STARTUP_H

#include <stdint.h>

typedef union {
    const uint32_t *stack_top;
    void (*handler)(void);
} bn_vector;

/* From the linker script: the stack grows down from bn_stack_top and must stay above bn_stack_limit. */
extern uint32_t bn_stack_top[];
extern uint32_t bn_stack_limit[];

_Noreturn void bn_reset(void);

/* Weak; without another definition a fault waits for a debugger. */
void bn_fault(void);

/* SysTick's interrupt, on each turn of its counter. Weak; does nothing without another definition. */
void bn_systick_wrapped(void);

#endif
