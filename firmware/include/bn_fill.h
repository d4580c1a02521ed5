/* bn_fill.h - one element, repeated. */
#ifndef BN_FILL_H
#define BN_FILL_H

#include <stdint.h>

typedef struct {
    int32_t count;          /* elements */
    int32_t size;           /* bytes of one */
    const uint8_t *element; /* [size] */
} bn_fill_params;

void bn_fill(const bn_fill_params *p, void *output);

#endif
