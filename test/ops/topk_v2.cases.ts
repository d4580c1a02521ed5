import { operatorCase, type Operand, type OperatorCase } from '../support/binary_cases.js';
import type { OpCase } from '../support/op_cases.js';

function topk(name: string, type: Operand['type'], shape: readonly number[], k: number, rest: OperatorCase = {}): OpCase {
  const out = [...shape.slice(0, -1), k], quantization = type === 'int8' || type === 'uint8' ? { scale: 0.05, zeroPoint: 3 } : {};
  return operatorCase('TOPK_V2', `${type}, ${name}`, [{ type, shape, ...quantization }, { type: 'int32', shape: [], data: [k] }], [{ type, shape: out, ...quantization }, { type: 'int32', shape: out }], { oracle: 'tensorflow', ...rest });
}

export const cases = [
  ...(['int8', 'uint8', 'int16', 'int32', 'int64', 'float32'] as const).flatMap((type) => [
    topk('rows', type, [3, 4, 17], 5), topk('all of them', type, [2, 9], 9), topk('one', type, [5, 9], 1), topk('one dimension', type, [20], 3), topk('one element', type, [1], 1),
    topk('many equal', type, [6, 12], 4, { fills: [{ low: 0, high: 3 }] }), topk('all equal', type, [2, 6], 3, { fills: [[7]] }),
  ]),
  topk('rising', 'float32', [12], 4, { fills: ['ramp'] }),
  topk('infinities and zeros', 'float32', [8], 8, { fills: [[0, -0, Infinity, -Infinity, 1, -1, -0, 0]] }),
  topk('more than there are', 'float32', [2, 3], 4, { refused: 'a k from 1' }),
  topk('which is not taken', 'bool', [2, 3], 2, { refused: 'an input of type' }),
];
