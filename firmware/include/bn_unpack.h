/* bn_unpack.h - bytes from indices of a few bits into tables of values. */
#ifndef BN_UNPACK_H
#define BN_UNPACK_H

#include <stdint.h>

typedef struct {
    int32_t count;          /* bytes */
    int32_t width;          /* bits of an index, 1 to 7 */
    int32_t block;          /* bytes that share a table */
    const uint8_t *values;  /* [blocks][2^width] */
    const uint8_t *indices; /* the highest bit of each byte first */
} bn_unpack_params;

void bn_unpack(const bn_unpack_params *p, uint8_t *output);

#endif
