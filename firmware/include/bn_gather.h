/* bn_gather.h - slices of a tensor along one dimension, by index. */
#ifndef BN_GATHER_H
#define BN_GATHER_H

#include <stdint.h>

typedef struct {
    int32_t batches;
    int32_t outer;   /* slices of a batch before the dimension */
    int32_t extent;  /* of the dimension; an index outside is taken for the nearest inside */
    int32_t indices; /* of a batch */
    int32_t bytes;   /* of what lies behind one index */
} bn_gather_params;

void bn_gather(const bn_gather_params *p, const void *input, const int32_t *indices, void *output);

#endif
