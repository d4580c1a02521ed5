import type { Fill } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

type Type = TensorSpec['type'];

interface OneHot {
  readonly type: Type;
  readonly indices: readonly number[];
  readonly depth: number;
  readonly axis?: number;
  readonly fill?: Fill;
  readonly wide?: boolean;
  /** The values are inputs of the model. */
  readonly computed?: boolean;
  readonly refused?: string;
  readonly output?: readonly number[];
}

function oneHot(name: string, { type, indices, depth, axis = -1, fill = { low: -2, high: depth + 1 }, wide = false, computed = false, refused, output }: OneHot): OpCase {
  const at = axis === -1 ? indices.length : axis, shape = output ?? [...indices.slice(0, at), depth, ...indices.slice(at)], q = type === 'int8' ? { scales: [0.1], zeroPoints: [3] } : {};
  const value = (label: string, data: number): TensorSpec => ({ name: label, type, shape: [], ...q, ...(computed ? {} : { data: [data] }) });
  return {
    name: `${type}, ${name}`, oracle: 'tensorflow', invocations: 2, fills: [fill, ...(computed ? ['random' as const, 'random' as const] : [])], ...(refused === undefined ? {} : { refused }),
    model: {
      tensors: [
        { name: 'i', type: wide ? 'int64' : 'int32', shape: indices }, { name: 'd', type: 'int32', shape: [], data: [depth] },
        value('on', type === 'bool' ? 1 : 77), value('off', type === 'bool' ? 0 : 9), { name: 'y', type, shape, ...q },
      ],
      operators: [{ op: 'ONE_HOT', inputs: [0, 1, 2, 3], outputs: [4], options: { axis } }], inputs: computed ? [0, 2, 3] : [0], outputs: [4],
    },
  };
}

export const cases: readonly OpCase[] = [
  ...(['int8', 'uint8', 'int32', 'int64', 'float32', 'bool'] as const).map((type) => oneHot('behind the indices', { type, indices: [2, 3], depth: 4 })),
  oneHot('in front', { type: 'float32', indices: [2, 3], depth: 5, axis: 0 }),
  oneHot('between, wide indices', { type: 'int8', indices: [3, 2, 2], depth: 3, axis: 1, wide: true }),
  oneHot('wide indices whose low 32 bits count', { type: 'int32', indices: [4], depth: 3, wide: true, fill: [2 ** 32 + 1, -(2 ** 32), 2 ** 40 + 5, -1] }),
  oneHot('one index', { type: 'int8', indices: [], depth: 7 }), oneHot('a depth of one', { type: 'float32', indices: [5], depth: 1 }),
  oneHot('computed values', { type: 'float32', indices: [3], depth: 3, computed: true }), oneHot('computed values', { type: 'int64', indices: [3], depth: 3, computed: true }),
  oneHot('an unknown type', { type: 'uint32', indices: [3], depth: 3, refused: 'values and output of one type of' }),
  oneHot('an axis beyond the indices', { type: 'int8', indices: [3], depth: 3, axis: 2, refused: 'an axis from -1 to 1' }),
];
