/* bn_harness_host.c - the harness as a program of the development machine; nothing is measured. */
#include <stdio.h>
#include <stdlib.h>

#include "bn_harness_loop.h"

static FILE *inputs;
static FILE *outputs;

static void require(int ok, const char *what)
{
    if (!ok) {
        (void)fprintf(stderr, "%s\n", what);
        exit(4);
    }
}

void bn_harness_read(void *to, size_t bytes)
{
    require(fread(to, 1, bytes, inputs) == bytes, "inputs.bin ended too early");
}

void bn_harness_write(const void *from, size_t bytes)
{
    require(fwrite(from, 1, bytes, outputs) == bytes, "outputs.bin cannot be written");
}

static bn_harness_cost measure(void (*run)(void))
{
    run();
    return (bn_harness_cost){ 0 };
}

int bn_harness_main(const bn_harness_model *models, size_t count)
{
    inputs = fopen("inputs.bin", "rb");
    outputs = fopen("outputs.bin", "wb");
    require(inputs != NULL, "inputs.bin cannot be opened");
    require(outputs != NULL, "outputs.bin cannot be opened");
    const bn_harness_header header = { 0 };
    bn_harness_write(&header, sizeof header);
    bn_harness_loop(models, count, measure);
    require(fclose(outputs) == 0, "outputs.bin cannot be written");
    (void)fclose(inputs);
    return 0;
}
