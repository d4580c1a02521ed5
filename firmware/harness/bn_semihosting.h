/* bn_semihosting.h - a debugger's or emulator's services to the program: text, files, the end of the run. */
#ifndef BN_SEMIHOSTING_H
#define BN_SEMIHOSTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file handle; negative when the file could not be opened. */
typedef int32_t bn_file;

void bn_semihosting_print(const char *text);
void bn_semihosting_print_hex(uint32_t value);

bn_file bn_semihosting_open(const char *name, bool write);
/* True when all the bytes were moved. */
bool bn_semihosting_read(bn_file file, void *to, size_t bytes);
bool bn_semihosting_write(bn_file file, const void *from, size_t bytes);
void bn_semihosting_close(bn_file file);

_Noreturn void bn_semihosting_exit(uint32_t status);

#endif
