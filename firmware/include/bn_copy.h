/* bn_copy.h - the same bytes elsewhere: RESHAPE where its operands cannot share memory. */
#ifndef BN_COPY_H
#define BN_COPY_H

#include <stdint.h>

typedef struct {
    int32_t bytes;
} bn_copy_params;

void bn_copy(const bn_copy_params *p, const void *input, void *output);

#endif
