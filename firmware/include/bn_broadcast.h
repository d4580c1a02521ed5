/* bn_broadcast.h - walks two operands that are repeated to the shape of a result, row by row. */
#ifndef BN_BROADCAST_H
#define BN_BROADCAST_H

#include <stdbool.h>
#include <stdint.h>

#include "bn_inline.h"

enum { BN_BROADCAST_RANK = 6 };

typedef struct {
    int32_t extent;
    int32_t left_step; /* 0 where the operand is repeated */
    int32_t right_step;
} bn_broadcast_loop;

typedef struct {
    int32_t rank;                                /* loops, the innermost last; at least one */
    bn_broadcast_loop loops[BN_BROADCAST_RANK];
} bn_broadcast;

/* Where a row of the innermost loop begins. Starts as {0}. */
typedef struct {
    int32_t left;
    int32_t right;
    int32_t index[BN_BROADCAST_RANK];
} bn_broadcast_row;

/* Moves to the next row; false after the last. */
BN_INLINE bool bn_broadcast_next(const bn_broadcast *b, bn_broadcast_row *row)
{
    for (int32_t at = b->rank - 2; at >= 0; at--) {
        const bn_broadcast_loop *loop = &b->loops[at];
        row->left += loop->left_step;
        row->right += loop->right_step;
        if (++row->index[at] < loop->extent) return true;
        row->index[at] = 0;
        row->left -= loop->extent * loop->left_step;
        row->right -= loop->extent * loop->right_step;
    }
    return false;
}

#endif
