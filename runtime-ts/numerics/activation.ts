/**
 * Fused activations of TensorFlow Lite (schema.fbs ActivationFunctionType). TFLM's kernels clamp for the three RELUs and leave
 * values as they are for TANH and SIGN_BIT; only SVDF of float32 and LSTM compute those.
 */
export type Activation = 'none' | 'relu' | 'relu_n1_to_1' | 'relu6' | 'tanh' | 'sign_bit';
