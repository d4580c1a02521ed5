/** Every operator that Burin knows, in alphabetical order: one import and one line each. */
import type { OpSlice } from './op_slice.js';
import add from './add.js';
import averagePool2d from './average_pool_2d.js';
import conv2d from './conv_2d.js';
import depthwiseConv2d from './depthwise_conv_2d.js';
import dequantize from './dequantize.js';
import fullyConnected from './fully_connected.js';
import hardSwish from './hard_swish.js';
import leakyRelu from './leaky_relu.js';
import logistic from './logistic.js';
import maxPool2d from './max_pool_2d.js';
import mul from './mul.js';
import quantize from './quantize.js';
import relu from './relu.js';
import relu6 from './relu6.js';
import reshape from './reshape.js';
import softmax from './softmax.js';
import sub from './sub.js';
import tanh from './tanh.js';

export const slices: readonly OpSlice[] = [
  add,
  averagePool2d,
  conv2d,
  depthwiseConv2d,
  dequantize,
  fullyConnected,
  hardSwish,
  leakyRelu,
  logistic,
  maxPool2d,
  mul,
  quantize,
  relu,
  relu6,
  reshape,
  softmax,
  sub,
  tanh,
];
