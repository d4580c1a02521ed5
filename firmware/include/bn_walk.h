/* bn_walk.h - visits elements of a tensor in nested loops. */
#ifndef BN_WALK_H
#define BN_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "bn_inline.h"

enum { BN_WALK_RANK = 6 };

typedef struct {
    int32_t extent;
    int32_t step; /* elements */
} bn_walk_loop;

typedef struct {
    int32_t rank; /* loops, the outermost first; none visits one element */
    bn_walk_loop loops[BN_WALK_RANK];
} bn_walk;

/* Where a walk is. Starts as {0}. */
typedef struct {
    int32_t offset;
    int32_t index[BN_WALK_RANK];
} bn_walk_place;

/* Moves to the next element; false after the last. */
BN_INLINE bool bn_walk_next(const bn_walk *walk, bn_walk_place *place)
{
    for (int32_t at = walk->rank - 1; at >= 0; at--) {
        const bn_walk_loop *loop = &walk->loops[at];
        place->offset += loop->step;
        if (++place->index[at] < loop->extent) return true;
        place->index[at] = 0;
        place->offset -= loop->extent * loop->step;
    }
    return false;
}

#endif
