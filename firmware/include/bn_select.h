/* bn_select.h - walks a condition and two operands that are repeated to the shape of a result, row by row. */
#ifndef BN_SELECT_H
#define BN_SELECT_H

#include <stdbool.h>
#include <stdint.h>

#include "bn_inline.h"

enum { BN_SELECT_RANK = 6 };

typedef struct {
    int32_t extent;
    int32_t condition_step; /* elements; 0 where the operand is repeated */
    int32_t x_step;
    int32_t y_step;
} bn_select_loop;

typedef struct {
    int32_t rank;                         /* loops, the innermost last; at least one */
    bn_select_loop loops[BN_SELECT_RANK];
} bn_select;

/* Where a row of the innermost loop begins. Starts as {0}. */
typedef struct {
    int32_t condition;
    int32_t x;
    int32_t y;
    int32_t index[BN_SELECT_RANK];
} bn_select_row;

/* Moves to the next row; false after the last. */
BN_INLINE bool bn_select_next(const bn_select *s, bn_select_row *row)
{
    for (int32_t at = s->rank - 2; at >= 0; at--) {
        const bn_select_loop *loop = &s->loops[at];
        const int32_t left = loop->extent - 1 - row->index[at], turns = left > 0 ? 1 : 1 - loop->extent;
        row->condition += turns * loop->condition_step;
        row->x += turns * loop->x_step;
        row->y += turns * loop->y_step;
        row->index[at] += turns;
        if (left > 0) return true;
    }
    return false;
}

#endif
