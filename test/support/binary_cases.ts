/** Cases of operators with two operands that broadcast, and those of comparisons. */
import type { Fill } from './inputs.js';
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

type Type = TensorSpec['type'];
export interface Operand { readonly type: Type; readonly shape: readonly number[]; readonly scale?: number; readonly zeroPoint?: number; readonly data?: TensorSpec['data'] }

export interface OperatorCase extends Partial<Omit<OpCase, 'name' | 'model'>> {
  readonly options?: Readonly<Record<string, number | boolean>>;
  readonly version?: number;
}

/** One operator on some operands; those without data are the model's inputs. */
export function operatorCase(op: string, name: string, operands: readonly Operand[], results: readonly Operand[], { options, version = 1, ...rest }: OperatorCase = {}): OpCase {
  const tensor = (role: string, { type, shape, scale, zeroPoint, data }: Operand, at: number): TensorSpec => ({
    name: `${role}${at}`, type, shape, ...(scale === undefined ? {} : { scales: [scale], zeroPoints: [zeroPoint ?? 0] }), ...(data === undefined ? {} : { data }),
  });
  const outputs = results.map((_, at) => operands.length + at);
  return {
    name, ...rest,
    model: {
      tensors: [...operands.map((operand, at) => tensor('x', operand, at)), ...results.map((result, at) => tensor('y', result, at))],
      inputs: operands.flatMap(({ data }, at) => (data === undefined ? [at] : [])), outputs,
      operators: [{ op, version, inputs: operands.map((_, at) => at), outputs, ...(options === undefined ? {} : { options }) }],
    },
  };
}

/** The same with RELU behind it, which a compiler may make part of the operator. */
export function withRelu(entry: OpCase): OpCase {
  const { model } = entry, [output = 0] = model.outputs, tensor = model.tensors[output];
  if (tensor === undefined) throw new Error(`${entry.name} has no output`);
  return {
    ...entry, name: `${entry.name}, RELU behind it`,
    model: { ...model, tensors: [...model.tensors, { ...tensor, name: 'relu' }], outputs: [model.tensors.length], operators: [...model.operators, { op: 'RELU', inputs: [output], outputs: [model.tensors.length] }] },
  };
}

/** left, right, result: every way to broadcast. */
export const broadcasts: readonly (readonly [string, readonly number[], readonly number[], readonly number[]])[] = [
  ['one shape', [1, 3, 5, 3], [1, 3, 5, 3], [1, 3, 5, 3]],
  ['one element', [1], [1], [1]],
  ['scalars', [], [], []],
  ['right is a scalar', [3, 4, 5], [], [3, 4, 5]],
  ['left is one element', [1], [3, 4, 5], [3, 4, 5]],
  ['a value per channel', [1, 3, 4, 5], [5], [1, 3, 4, 5]],
  ['a value per row', [2, 3, 4, 1], [2, 3, 4, 5], [2, 3, 4, 5]],
  ['both are repeated', [4, 1, 3], [1, 5, 1], [4, 5, 3]],
  ['rank 6', [2, 1, 2, 1, 3, 1], [1, 3, 1, 2, 1, 2], [2, 3, 2, 2, 3, 2]],
];

/** Few values, so that many are equal. */
const few: Partial<Record<Type, Fill>> = {
  int8: { low: -3, high: 3 }, int16: { low: -3, high: 3 }, int32: { low: -3, high: 3 }, int64: { low: -3, high: 3 }, float32: [-1, 0, 2, -0, 1, 1, 0.5],
};
const ends: Partial<Record<Type, readonly [Fill, Fill]>> = {
  int32: [[-(2 ** 31), 2 ** 31 - 1, 0, -1], [2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1, -1, 0]],
  int64: [[-(2 ** 53), 2 ** 53 - 1, 2 ** 32, 1], [2 ** 53 - 1, -(2 ** 53), 0, 1, 2 ** 33]],
  float32: [[NaN, Infinity, -Infinity, 0, 3e38, 1e-40], [0, NaN, Infinity, -Infinity, -0, 1e-40, 2e-40]],
};

/** Plain operands of each type to a result of `result` or their own: broadcasts, equal values, the ends of the range. */
export function plainCases(op: string, types: readonly Type[], result?: Type): readonly OpCase[] {
  return types.flatMap((type) => {
    const to = result ?? type, fill = few[type];
    const make = (name: string, left: readonly number[], right: readonly number[], out: readonly number[], fills?: readonly Fill[]): OpCase =>
      operatorCase(op, `${type}, ${name}`, [{ type, shape: left }, { type, shape: right }], [{ type: to, shape: out }], fills === undefined ? {} : { fills });
    const shapes = type === 'int8' || type === 'int16' ? broadcasts.slice(0, 5) : broadcasts;
    const limits = ends[type];
    return [
      ...shapes.map(([name, left, right, out]) => make(name, left, right, out, fill === undefined ? undefined : [fill, fill])),
      make('anything', [57], [57], [57]),
      ...(limits === undefined ? [] : [make('ends of the range', [60], [60], [60], limits)]),
    ];
  });
}

export function comparisonCases(op: string, types: readonly Type[], refused: readonly Type[]): readonly OpCase[] {
  const quantized = (name: string, type: Type, left: readonly [number, number], right: readonly [number, number], rest: OperatorCase & { readonly shape?: readonly number[] } = {}): OpCase => {
    const { shape = [512], ...other } = rest;
    return operatorCase(op, `${type}, ${name}`, [{ type, shape, scale: left[0], zeroPoint: left[1] }, { type, shape, scale: right[0], zeroPoint: right[1] }], [{ type: 'bool', shape }], other);
  };
  const ramp = { fills: ['ramp', { low: -128, high: 127 }] } as const;
  return [
    quantized('one scale', 'int8', [0.05, 3], [0.05, 3], { fills: [{ low: -9, high: 9 }, { low: -9, high: 9 }] }),
    quantized('other scales', 'int8', [0.05, 3], [0.021, -20], ramp),
    quantized('scales that differ in the last bit', 'int8', [0.1, 0], [0.10000001, 0], { fills: ['ramp', 'ramp'] }),
    quantized('zero points at the ends', 'int8', [0.9, -128], [0.0031, 127], ramp),
    quantized('small scales: neighbours are equal', 'int8', [0.0004, 0], [0.0004, 1], { fills: [{ low: -9, high: 9 }, { low: -9, high: 9 }] }),
    ...broadcasts.slice(1).map(([name, left, right, out]) => operatorCase(op, `int8, ${name}`,
      [{ type: 'int8', shape: left, scale: 0.5, zeroPoint: 1 }, { type: 'int8', shape: right, scale: 0.25, zeroPoint: -1 }], [{ type: 'bool', shape: out }], { fills: [{ low: -4, high: 4 }, { low: -4, high: 4 }] })),
    quantized('a scale of 1', 'int8', [1, 0], [0.5, 0], { refused: 'scales below 1' }),
    operatorCase(op, 'int8, no scale', [{ type: 'int8', shape: [4] }, { type: 'int8', shape: [4] }], [{ type: 'bool', shape: [4] }], { refused: 'has no scale' }),
    // TFLM's builds up to 2026 prepare nothing for int16 and compare by memory that was never set; TensorFlow Lite compares
    // stored numbers. With one scale of 1/256 or more these are ordered like the scaled ones.
    ...(types.includes('int16') ? [
      quantized('one scale', 'int16', [0.5, 0], [0.5, 0], { oracle: 'tensorflow', fills: [{ low: -9, high: 9 }, { low: -9, high: 9 }] }),
      quantized('the whole range', 'int16', [0.01, 0], [0.01, 0], { oracle: 'tensorflow' }),
    ] : []),
    ...plainCases(op, types.filter((type) => type !== 'int8' && type !== 'int16'), 'bool'),
    ...refused.map((type) => operatorCase(op, `${type}, which TFLM does not compare`, [{ type, shape: [4], scale: 0.5 }, { type, shape: [4], scale: 0.5 }], [{ type: 'bool', shape: [4] }], { refused: 'operands of type' })),
  ];
}
