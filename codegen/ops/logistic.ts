import { sigmoidTable } from '../../runtime-ts/numerics/lookup_table.js';
import { logistic, logisticShifts, tableArgument } from '../../runtime-ts/ops/sigmoids.js';
import { lookupKernel } from './lookup.js';
import { defineOp, table } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: logistic,
  tflite: [{ code: 'LOGISTIC', decode: () => null }],
  kernels: [
    lookupKernel(logistic),
    unaryKernel('bn_logistic_s16', 'i16', 'i16', (o) => ({ ...tableArgument(o, logisticShifts), table: table('sigmoid', 'u16', sigmoidTable(), '[256]') })),
    unaryKernel('bn_logistic_f32', 'f32', 'f32'),
  ],
});
