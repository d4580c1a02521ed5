import { sigmoidTable } from '../../runtime-ts/numerics/lookup_table.js';
import { tanh, tanhShifts, tableArgument } from '../../runtime-ts/ops/sigmoids.js';
import { lookupKernel } from './lookup.js';
import { defineOp, table } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: tanh,
  tflite: [{ code: 'TANH', decode: () => null }],
  kernels: [
    lookupKernel(tanh),
    unaryKernel('bn_tanh_s16', 'i16', 'i16', (o) => ({ ...tableArgument(o, tanhShifts), table: table('sigmoid', 'u16', sigmoidTable(), '[256]') })),
    unaryKernel('bn_tanh_f32', 'f32', 'f32'),
  ],
});
