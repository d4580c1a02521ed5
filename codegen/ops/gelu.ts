import { gelu, geluTable, type GeluAttrs } from '../../runtime-ts/ops/gelu.js';
import { lookupKernel } from './lookup.js';
import { defineOp, table } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<GeluAttrs>({
  op: gelu, tflite: [{ code: 'GELU', decode: (options) => ({ approximate: options.flag('approximate') }) }],
  kernels: [
    lookupKernel(gelu),
    unaryKernel('bn_lookup_16', 'i16', 'i16', (o) => ({ table: table('table', 'i16', geluTable(o), '[513]: samples to interpolate between') })),
    unaryKernel('bn_gelu_f32', 'f32', 'f32', (o) => ({ approximate: o.attrs.approximate })),
  ],
});
