import type { Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { conv2d } from '../../runtime-ts/ops/conv_2d.js';
import { decodeConvolution } from './decode_window.js';
import { defineOp } from './op_slice.js';

export default defineOp<Conv2dAttrs>({ op: conv2d, tflite: [{ code: 'CONV_2D', decode: decodeConvolution }], kernels: [] });
