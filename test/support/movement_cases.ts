/** Cases of operators that move elements: operands are shapes to fill, or constants such as an axis. */
import type { Fill } from './inputs.js';
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

export type Type = TensorSpec['type'];
/** A shape that the test fills, another input with what it is filled with, or int32 constants with their shape. */
export type Operand = readonly number[] | { readonly input: readonly number[]; readonly type: Type; readonly fill: Fill } | { readonly constant: readonly number[]; readonly shape?: readonly number[]; readonly type?: Type; readonly scale?: number; readonly zeroPoint?: number };

export interface MovementSpec {
  readonly operands: readonly Operand[];
  readonly outputs: readonly (readonly number[])[];
  readonly options?: Readonly<Record<string, number | boolean | readonly number[]>>;
  readonly version?: number;
  /** Changes of the tensors, by index: operands, then outputs. */
  readonly changes?: Readonly<Record<number, Partial<TensorSpec>>>;
  readonly refused?: string;
}

/** One scale everywhere: elements are moved, not changed. */
const quantization: Readonly<Partial<Record<Type, { readonly scales: readonly number[]; readonly zeroPoints: readonly number[] }>>> = {
  int8: { scales: [0.05], zeroPoints: [-7] }, int16: { scales: [0.001], zeroPoints: [0] },
};

const isShape = (operand: Operand): operand is readonly number[] => Array.isArray(operand);

/** The types that TFLM refuses among those that a file can have. */
export const typesBeside = (...taken: readonly Type[]): readonly Type[] =>
  (['int8', 'uint8', 'int16', 'int32', 'uint32', 'int64', 'float32', 'bool'] as const).filter((type) => !taken.includes(type));

/** The same movement for every type. */
export function movementCases(op: string, name: string, types: readonly Type[], spec: MovementSpec): readonly OpCase[] {
  return types.map((type): OpCase => {
    const tensorOf = (operand: Operand, at: number): TensorSpec => {
      if (isShape(operand)) return { name: `x${at}`, type, shape: operand, ...quantization[type] };
      if ('input' in operand) return { name: `x${at}`, type: operand.type, shape: operand.input };
      const scales = operand.scale === undefined ? {} : { scales: [operand.scale], zeroPoints: [operand.zeroPoint ?? 0] };
      return { name: `c${at}`, type: operand.type ?? 'int32', shape: operand.shape ?? [operand.constant.length], data: operand.constant, ...scales };
    };
    const outputs = spec.outputs.map((shape, at): TensorSpec => ({ name: `y${at}`, type, shape, ...quantization[type] }));
    const outputIndexes = outputs.map((_, at) => spec.operands.length + at);
    const fills = spec.operands.flatMap((operand): readonly Fill[] => (isShape(operand) ? ['random'] : 'input' in operand ? [operand.fill] : []));
    return {
      name: `${type}, ${name}`, ...(fills.some((fill) => fill !== 'random') ? { fills } : {}), ...(spec.refused === undefined ? {} : { refused: spec.refused }),
      model: {
        tensors: [...spec.operands.map(tensorOf), ...outputs].map((tensor, at) => ({ ...tensor, ...spec.changes?.[at] })), outputs: outputIndexes,
        inputs: spec.operands.flatMap((operand, at) => (isShape(operand) || 'input' in operand ? [at] : [])),
        operators: [{
          op, version: spec.version ?? 1, inputs: spec.operands.map((_, at) => at), outputs: outputIndexes, ...(spec.options === undefined ? {} : { options: spec.options }),
        }],
      },
    };
  });
}
