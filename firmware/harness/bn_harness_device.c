/* bn_harness_device.c - the harness on a core with semihosting: files, SysTick, painted stack. */
#include <stdbool.h>

#include "bn_harness_loop.h"
#include "bn_semihosting.h"
#include "bn_stack.h"
#include "bn_startup.h"
#include "bn_systick.h"

enum { FILE_STATUS = 4, STACK_STATUS = 5 };

static bn_file inputs;
static bn_file outputs;

static void require(bool ok, const char *what, uint32_t status)
{
    if (!ok) {
        bn_semihosting_print(what);
        bn_semihosting_exit(status);
    }
}

void bn_harness_read(void *to, size_t bytes)
{
    require(bn_semihosting_read(inputs, to, bytes), "inputs.bin ended too early\n", FILE_STATUS);
}

void bn_harness_write(const void *from, size_t bytes)
{
    require(bn_semihosting_write(outputs, from, bytes), "outputs.bin cannot be written\n", FILE_STATUS);
}

static void do_nothing(void)
{
}

/* Not inlined, so that every measured function is called with the same code around it. */
__attribute__((noinline)) static bn_harness_cost measure(void (*run)(void))
{
    bn_stack_paint(bn_stack_lowest());
    const bn_systick_reading start = bn_systick_read();
    uint32_t *caller;
    BN_STACK_POINTER(caller);
    run();
    const bn_systick_reading end = bn_systick_read();
    const uint32_t *lowest = bn_stack_lowest();
    require(lowest > bn_stack_limit, "the stack is used up, or deeper than what is painted\n", STACK_STATUS);
    return (bn_harness_cost){
        .ticks = end.ticks - start.ticks,
        .spins = end.spins,
        .stack_bytes = (uint32_t)(caller - lowest) * (uint32_t)sizeof *caller,
    };
}

int bn_harness_main(const bn_harness_model *models, size_t count)
{
    inputs = bn_semihosting_open("inputs.bin", false);
    outputs = bn_semihosting_open("outputs.bin", true);
    require(inputs >= 0, "inputs.bin cannot be opened\n", FILE_STATUS);
    require(outputs >= 0, "outputs.bin cannot be opened\n", FILE_STATUS);
    bn_stack_paint(bn_stack_limit);
    bn_systick_start();
    const bn_harness_cost nothing = measure(do_nothing);
    const bn_harness_header header = {
        .ticks = nothing.ticks,
        .spins = nothing.spins,
        .spin_instructions = BN_SYSTICK_SPIN_INSTRUCTIONS,
    };
    bn_harness_write(&header, sizeof header);
    bn_harness_loop(models, count, measure);
    bn_semihosting_close(outputs);
    bn_semihosting_exit(0);
}
