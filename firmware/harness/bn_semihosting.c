/* bn_semihosting.c - the calls of "Semihosting for AArch32 and AArch64" (Arm, 2.0) that the harness needs,
 * and a fault handler that says what happened and ends the run. */
#include "bn_semihosting.h"

#include "bn_startup.h"

enum {
    SYS_OPEN = 0x01,
    SYS_CLOSE = 0x02,
    SYS_WRITE0 = 0x04,
    SYS_WRITE = 0x05,
    SYS_READ = 0x06,
    SYS_EXIT_EXTENDED = 0x20,

    OPEN_RB = 1,
    OPEN_WB = 5,
    ADP_STOPPED_APPLICATION_EXIT = 0x20026,
    FAULT_STATUS = 3
};

#if defined(__riscv)

/* Three instructions that no program has in this order tell the host that a0 and a1 are for it ("RISC-V Semihosting", 0.3); they are never compressed. */
static uint32_t call(uint32_t operation, uint32_t argument)
{
    register uint32_t a0 __asm("a0") = operation;
    register uint32_t a1 __asm("a1") = argument;
    __asm volatile(".option push\n\t"
                   ".option norvc\n\t"
                   ".balign 16\n\t"
                   "slli zero, zero, 0x1f\n\t"
                   "ebreak\n\t"
                   "srai zero, zero, 7\n\t"
                   ".option pop"
                   : "+r"(a0)
                   : "r"(a1)
                   : "memory");
    return a0;
}

#else

/* The breakpoint hands r0 and r1 to the host, which may read and write memory through them. */
static uint32_t call(uint32_t operation, uint32_t argument)
{
    register uint32_t r0 __asm("r0") = operation;
    register uint32_t r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

#endif

static uint32_t call_block(uint32_t operation, const uint32_t *block)
{
    return call(operation, (uint32_t)(uintptr_t)block);
}

void bn_semihosting_print(const char *text)
{
    (void)call(SYS_WRITE0, (uint32_t)(uintptr_t)text);
}

void bn_semihosting_print_hex(uint32_t value)
{
    char text[11] = "0x";
    for (uint32_t i = 0; i < 8; i++) {
        text[2 + i] = "0123456789abcdef"[(value >> (28 - 4 * i)) & 15U];
    }
    text[10] = '\0';
    bn_semihosting_print(text);
}

bn_file bn_semihosting_open(const char *name, bool write)
{
    uint32_t length = 0;
    while (name[length] != '\0') {
        length++;
    }
    const uint32_t block[3] = { (uint32_t)(uintptr_t)name, write ? OPEN_WB : OPEN_RB, length };
    return (bn_file)call_block(SYS_OPEN, block);
}

bool bn_semihosting_read(bn_file file, void *to, size_t bytes)
{
    const uint32_t block[3] = { (uint32_t)file, (uint32_t)(uintptr_t)to, (uint32_t)bytes };
    return bytes == 0 || call_block(SYS_READ, block) == 0; /* the result is what is left over */
}

bool bn_semihosting_write(bn_file file, const void *from, size_t bytes)
{
    const uint32_t block[3] = { (uint32_t)file, (uint32_t)(uintptr_t)from, (uint32_t)bytes };
    return bytes == 0 || call_block(SYS_WRITE, block) == 0;
}

void bn_semihosting_close(bn_file file)
{
    const uint32_t block[1] = { (uint32_t)file };
    (void)call_block(SYS_CLOSE, block);
}

_Noreturn void bn_semihosting_exit(uint32_t status)
{
    const uint32_t block[2] = { ADP_STOPPED_APPLICATION_EXIT, status };
    for (;;) {
        (void)call_block(SYS_EXIT_EXTENDED, block);
    }
}

#if defined(__riscv)

__attribute__((used, noinline)) static _Noreturn void report_fault(uint32_t cause, uint32_t pc)
{
    bn_semihosting_print("fault: mcause ");
    bn_semihosting_print_hex(cause);
    bn_semihosting_print(", pc ");
    bn_semihosting_print_hex(pc);
    bn_semihosting_print("\n");
    bn_semihosting_exit(FAULT_STATUS);
}

/* Starts over at the top of the stack, because the old stack pointer may be what is broken. */
__attribute__((naked, aligned(4))) void bn_fault(void)
{
    __asm volatile(".option push\n\t"
                   ".option arch, +zicsr\n\t"
                   "csrr a0, mcause\n\t"
                   "csrr a1, mepc\n\t"
                   "la sp, bn_stack_top\n\t"
                   "j %0\n\t"
                   ".option pop"
                   :
                   : "i"(report_fault));
}

#else

/* Called by bn_fault with the frame that the exception pushed: r0-r3, r12, lr, pc, xpsr. */
__attribute__((used, noinline)) static _Noreturn void report_fault(const uint32_t *frame, uint32_t exception)
{
    bn_semihosting_print("fault: exception ");
    bn_semihosting_print_hex(exception & 0x1FFU);
#if __ARM_ARCH >= 7 || defined(__ARM_ARCH_8M_MAIN__)
    bn_semihosting_print(", CFSR ");
    bn_semihosting_print_hex(*(volatile uint32_t *)0xE000ED28U);
#endif
    /* After a stack overflow the frame itself can be out of reach; reading it would lock the core up. */
    if (frame >= bn_stack_limit && frame + 8 <= bn_stack_top) {
        bn_semihosting_print(", pc ");
        bn_semihosting_print_hex(frame[6]);
        bn_semihosting_print(", lr ");
        bn_semihosting_print_hex(frame[5]);
    } else {
        bn_semihosting_print(", the stack pointer is outside of the stack: ");
        bn_semihosting_print_hex((uint32_t)(uintptr_t)frame);
    }
    bn_semihosting_print("\n");
    bn_semihosting_exit(FAULT_STATUS);
}

/* Starts over at the top of the stack, because the old stack pointer may be what is broken. */
__attribute__((naked)) void bn_fault(void)
{
    __asm volatile(".syntax unified\n\t"
                   "mov r0, sp\n\t"
                   "mrs r1, ipsr\n\t"
                   "ldr r2, =bn_stack_top\n\t"
                   "subs r2, r2, #128\n\t"
                   "mov sp, r2\n\t"
                   "ldr r2, =%c0\n\t"
                   "bx r2\n\t"
                   ".ltorg"
                   :
                   : "i"(report_fault));
}

#endif
