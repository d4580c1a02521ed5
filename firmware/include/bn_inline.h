/* bn_inline.h - which functions the C compiler has to copy, and which it must not.
 *
 * BN_INLINE: a kernel's body, copied into every function that calls it, so that constant params become literals there.
 * BN_NOINLINE: one layer of a model; kept apart, so that the layers' stack frames do not add up. */
#ifndef BN_INLINE_H
#define BN_INLINE_H

#define BN_INLINE static inline __attribute__((always_inline))
#define BN_NOINLINE __attribute__((noinline))

#endif
