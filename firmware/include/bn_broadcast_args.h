/* bn_broadcast_args.h - the shape to which two shapes broadcast. */
#ifndef BN_BROADCAST_ARGS_H
#define BN_BROADCAST_ARGS_H

#include <stdint.h>

typedef struct {
    int32_t left;   /* extents of each shape, and of the result */
    int32_t right;
    int32_t output;
} bn_broadcast_args_params;

typedef bn_broadcast_args_params bn_broadcast_args_s32_params;
typedef bn_broadcast_args_params bn_broadcast_args_s64_params;

void bn_broadcast_args_s32(const bn_broadcast_args_params *p, const int32_t *left, const int32_t *right, int32_t *output);
void bn_broadcast_args_s64(const bn_broadcast_args_params *p, const int64_t *left, const int64_t *right, int64_t *output);

#endif
