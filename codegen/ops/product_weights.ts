/** Weights of runtime-ts/ops/hybrid.ts as fields of kernels. */
import type { Value } from '../../runtime-ts/ir/graph.js';
import type { Activation } from '../../runtime-ts/numerics/activation.js';
import { constantData } from './constant_operands.js';
import { float, table, type KernelParams, type StructField, type SymbolField } from './op_slice.js';

/** The fields of bn_float_matrix, or of bn_hybrid_matrix with the sums of rows that a zero point needs. */
export function matrixField(name: string, weights: Value | undefined, hybrid: boolean, asymmetric: boolean): StructField {
  if (weights === undefined) return { kind: 'struct', fields: { weights: null, ...(hybrid ? { scale: float(0), row_sums: null } : {}) } };
  const [rows = 1, columns = 1] = weights.type.shape, data = constantData(weights), layout = `[${rows}][${columns}]`;
  if (!hybrid) return { kind: 'struct', fields: { weights: table(name, 'f32', data, layout) } };
  const numbers = Array.from(data, Number), sums = Array.from({ length: rows }, (_, row) => numbers.slice(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0));
  return {
    kind: 'struct',
    fields: {
      weights: table(name, 'i8', data, layout, 4), scale: float(weights.type.quantization?.scales[0] ?? 1),
      row_sums: asymmetric ? table(`${name}_row_sums`, 'i32', Int32Array.from(sums), `[${rows}]`) : null,
    } satisfies KernelParams,
  };
}

/** An enumerator of bn_activation. */
export function activationField(activation: Activation): SymbolField {
  return { kind: 'symbol', name: `BN_ACTIVATION_${activation.toUpperCase()}` };
}
