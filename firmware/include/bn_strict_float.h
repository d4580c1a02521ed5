/* bn_strict_float.h - float arithmetic that is rounded after every operation, as runtime-ts does it.
 *
 * Include it, or bn_float.h, in every file that computes with floats, before any other code of the file. The flag
 * -ffp-contract=off says the same; this is for builds that do not pass it. (clang lets -ffp-contract=fast win over the
 * pragma.) Floating-point units must round to nearest and keep denormals, which is how Cortex-M cores start. */
#ifndef BN_STRICT_FLOAT_H
#define BN_STRICT_FLOAT_H

#if defined(__FAST_MATH__)
#error "-ffast-math changes results; compile without it"
#endif

#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#error "this compiler computes floats in a wider type; on x86 add -msse2 -mfpmath=sse"
#endif

/* A fused multiply-add rounds once instead of twice. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#endif
