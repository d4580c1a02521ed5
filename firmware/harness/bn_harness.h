/* bn_harness.h - runs models on inputs from a file and writes their outputs and costs to another.
 *
 * inputs.bin:  for each model a uint32 count of invocations, then for each invocation its inputs.
 * outputs.bin: bn_harness_header; then for each model and invocation bn_harness_cost and the outputs.
 * Everything is in the byte order of the machine, which is little-endian on all that are supported. */
#ifndef BN_HARNESS_H
#define BN_HARNESS_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    void (*reset)(void); /* NULL for a model without state */
    void (*load)(void);  /* fills the inputs with bn_harness_read */
    void (*run)(void);
    void (*store)(void); /* hands the outputs to bn_harness_write */
} bn_harness_model;

/* What measuring a function that does nothing gives: to be subtracted. All zero where nothing is measured. */
typedef struct {
    uint64_t ticks;
    uint32_t spins;
    uint32_t spin_instructions;
} bn_harness_header;

typedef struct {
    uint64_t ticks;
    uint32_t spins;
    uint32_t stack_bytes;
} bn_harness_cost;

/* The three below are the machine's part: bn_harness_device.c or bn_harness_host.c. */

void bn_harness_read(void *to, size_t bytes);
void bn_harness_write(const void *from, size_t bytes);

/* Runs all models; the program's main. Returns the exit status. */
int bn_harness_main(const bn_harness_model *models, size_t count);

#endif
