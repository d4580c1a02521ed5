/* bn_memory.h - .data and .bss as a program finds them at its start. The linker script (templates/linker.ld.hbs) lists what to copy and
 * what to clear in two tables, one row per memory region. For start-up code only. */
#ifndef BN_MEMORY_H
#define BN_MEMORY_H

#include <stdint.h>

typedef struct {
    const uint32_t *from;
    uint32_t *to;
    uint32_t *end;
} bn_copy_row;

typedef struct {
    uint32_t *to;
    uint32_t *end;
} bn_zero_row;

extern const bn_copy_row bn_copy_table[];
extern const bn_copy_row bn_copy_table_end[];
extern const bn_zero_row bn_zero_table[];
extern const bn_zero_row bn_zero_table_end[];

/* Kept out of bn_reset, which may first have to turn on what compiled code uses. The stores are volatile
 * so that no library function takes the loops' place: memset alone is larger than this file. */
__attribute__((noinline)) static void bn_initialise_memory(void)
{
    for (const bn_copy_row *row = bn_copy_table; row < bn_copy_table_end; row++) {
        const uint32_t *from = row->from;
        for (volatile uint32_t *to = row->to; to < row->end;) {
            *to++ = *from++;
        }
    }
    for (const bn_zero_row *row = bn_zero_table; row < bn_zero_table_end; row++) {
        for (volatile uint32_t *to = row->to; to < row->end;) {
            *to++ = 0;
        }
    }
}

#endif
