/* bn_stack.h - how deep the stack got: paint it, run, look for the lowest word that changed. */
#ifndef BN_STACK_H
#define BN_STACK_H

#include <stdbool.h>
#include <stdint.h>

/* The caller's stack pointer: what a call made now would build on. */
#if defined(__riscv)
#define BN_STACK_POINTER(result) __asm volatile("mv %0, sp" : "=r"(result)::"memory")
#else
#define BN_STACK_POINTER(result) __asm volatile("mov %0, sp" : "=r"(result)::"memory")
#endif

/* Paints from a word up to the caller's stack pointer. */
void bn_stack_paint(uint32_t *from);

/* The lowest word that is not paint any more. */
uint32_t *bn_stack_lowest(void);

#endif
