/* bn_one_hot.h - lists of elements of which the one at an index is another. */
#ifndef BN_ONE_HOT_H
#define BN_ONE_HOT_H

#include <stdint.h>

typedef struct {
    int32_t outer; /* indices before the new dimension */
    int32_t depth; /* of the new dimension; an index outside marks nothing */
    int32_t inner; /* indices behind it */
    int32_t bytes; /* of an element */
    int32_t wide;  /* whether indices are int64_t, of which the low 32 bits count, and not int32_t */
} bn_one_hot_params;

/* indices: [outer][inner]; output: [outer][depth][inner] */
void bn_one_hot(const bn_one_hot_params *p, const void *indices, const void *on, const void *off, void *output);

#endif
