/* bn_add_linear.h - int8 addition and subtraction in one rounding: for scales and zero points with which the compiler has found that exact, for
 * all pairs of operands. What the kernels of all cores take. */
#ifndef BN_ADD_LINEAR_H
#define BN_ADD_LINEAR_H

#include "bn_broadcast.h"

typedef struct {
    bn_broadcast broadcast;
    int32_t left_multiplier;
    int32_t right_multiplier;
    int32_t constant;         /* zero points and rounding */
    int32_t shift;            /* to the right; 1 to 30 */
    int32_t activation_min;   /* fused activation, in output units */
    int32_t activation_max;
} bn_add_linear_params;

#endif
