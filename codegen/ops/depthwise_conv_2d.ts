import type { Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { decodeConvolution } from './decode_window.js';
import { defineOp } from './op_slice.js';

export default defineOp<Conv2dAttrs>({ op: depthwiseConv2d, tflite: [{ code: 'DEPTHWISE_CONV_2D', decode: decodeConvolution }], kernels: [] });
