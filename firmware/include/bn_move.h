/* bn_move.h - copies one block between tensors: TRANSPOSE, SLICE, CONCATENATION and their like are made of it. */
#ifndef BN_MOVE_H
#define BN_MOVE_H

#include <stdint.h>

enum { BN_MOVE_RANK = 6 };

typedef struct {
    int32_t extent;
    int32_t input_step; /* bytes; 0 repeats, below 0 walks backwards */
    int32_t output_step;
} bn_move_loop;

typedef struct {
    int32_t input_start;              /* bytes */
    int32_t output_start;
    int32_t run;                      /* bytes next to each other in both tensors */
    int32_t rank;                     /* loops around a run, the outermost first */
    bn_move_loop loops[BN_MOVE_RANK];
} bn_move_params;

void bn_move(const bn_move_params *p, const void *input, void *output);

#endif
