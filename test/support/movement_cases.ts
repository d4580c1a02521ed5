/** Cases of operators that move elements: operands are shapes to fill, or constants such as an axis. */
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

export type Type = TensorSpec['type'];
/** A shape that the test fills, or int32 constants with their shape. */
export type Operand = readonly number[] | { readonly constant: readonly number[]; readonly shape?: readonly number[]; readonly type?: Type; readonly scale?: number; readonly zeroPoint?: number };

export interface MovementSpec {
  readonly operands: readonly Operand[];
  readonly outputs: readonly (readonly number[])[];
  readonly options?: Readonly<Record<string, number | boolean>>;
  readonly version?: number;
}

/** One scale everywhere: elements are moved, not changed. */
const quantization: Readonly<Partial<Record<Type, { readonly scales: readonly number[]; readonly zeroPoints: readonly number[] }>>> = {
  int8: { scales: [0.05], zeroPoints: [-7] }, int16: { scales: [0.001], zeroPoints: [0] },
};

const isShape = (operand: Operand): operand is readonly number[] => Array.isArray(operand);

/** The same movement for every type. */
export function movementCases(op: string, name: string, types: readonly Type[], spec: MovementSpec): readonly OpCase[] {
  return types.map((type): OpCase => {
    const inputs = spec.operands.map((operand, at): TensorSpec => isShape(operand)
      ? { name: `x${at}`, type, shape: operand, ...quantization[type] }
      : {
        name: `c${at}`, type: operand.type ?? 'int32', shape: operand.shape ?? [operand.constant.length], data: operand.constant,
        ...(operand.scale === undefined ? {} : { scales: [operand.scale], zeroPoints: [operand.zeroPoint ?? 0] }),
      });
    const outputs = spec.outputs.map((shape, at): TensorSpec => ({ name: `y${at}`, type, shape, ...quantization[type] }));
    const outputIndexes = outputs.map((_, at) => inputs.length + at);
    return {
      name: `${type}, ${name}`,
      model: {
        tensors: [...inputs, ...outputs], outputs: outputIndexes,
        inputs: spec.operands.flatMap((operand, at) => (isShape(operand) ? [at] : [])),
        operators: [{
          op, version: spec.version ?? 1, inputs: inputs.map((_, at) => at), outputs: outputIndexes, ...(spec.options === undefined ? {} : { options: spec.options }),
        }],
      },
    };
  });
}
