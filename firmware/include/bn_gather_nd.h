/* bn_gather_nd.h - slices of a tensor by indices of several dimensions. */
#ifndef BN_GATHER_ND_H
#define BN_GATHER_ND_H

#include <stdint.h>

typedef struct {
    int32_t slices;
    int32_t depth;          /* numbers of an index */
    int32_t bytes;          /* of a slice */
    const int32_t *extents; /* [depth]; a number outside is taken for the nearest inside */
    const int32_t *steps;   /* [depth]: bytes between neighbours */
} bn_gather_nd_params;

void bn_gather_nd(const bn_gather_nd_params *p, const void *input, const int32_t *indices, void *output);

#endif
