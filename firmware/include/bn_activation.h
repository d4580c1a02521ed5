/* bn_activation.h - activations of float32, all those that TensorFlow Lite's file format has. */
#ifndef BN_ACTIVATION_H
#define BN_ACTIVATION_H

#include "bn_float.h"

typedef enum {
    BN_ACTIVATION_NONE, BN_ACTIVATION_RELU, BN_ACTIVATION_RELU_N1_TO_1, BN_ACTIVATION_RELU6, BN_ACTIVATION_TANH, BN_ACTIVATION_SIGN_BIT
} bn_activation;

/* NaN becomes the lower bound of a range. */
static inline float bn_activate(bn_activation activation, float x)
{
    const float low = activation == BN_ACTIVATION_RELU_N1_TO_1 ? -1.0f : 0.0f;
    switch (activation) {
    case BN_ACTIVATION_NONE:
        return x;
    case BN_ACTIVATION_TANH:
        return bn_tanh(x);
    case BN_ACTIVATION_SIGN_BIT:
        return bn_bits_of_float(x) >> 31 ? 1.0f : 0.0f;
    case BN_ACTIVATION_RELU:
        break;
    case BN_ACTIVATION_RELU_N1_TO_1:
        x = x < 1.0f ? x : 1.0f;
        break;
    case BN_ACTIVATION_RELU6:
        x = x < 6.0f ? x : 6.0f;
        break;
    }
    return x > low ? x : low;
}

#endif
