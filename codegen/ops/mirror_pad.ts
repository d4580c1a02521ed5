import { mirrorPad, type MirrorPadAttrs } from '../../runtime-ts/ops/repeats.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<MirrorPadAttrs>({ op: mirrorPad, tflite: [{ code: 'MIRROR_PAD', decode: (options) => ({ mode: options.number('mode') === 0 ? 'reflect' : 'symmetric' }) }], kernels: [movementKernel(mirrorPad)] });
