/** Fused activations of TensorFlow Lite (schema.fbs ActivationFunctionType), SIGN_BIT excepted. */
export type Activation = 'none' | 'relu' | 'relu_n1_to_1' | 'relu6' | 'tanh';
