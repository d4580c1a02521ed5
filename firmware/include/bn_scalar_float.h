/* bn_scalar_float.h - bn_strict_float.h, and no vectors made of scalar code for Helium: its vectors flush denormals, and gcc 12 gives other
 * results than the same source without. Include it before any other code of a file. */
#ifndef BN_SCALAR_FLOAT_H
#define BN_SCALAR_FLOAT_H

#if defined(__ARM_FEATURE_MVE) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-vectorize")
#endif

#include "bn_strict_float.h"

#endif
