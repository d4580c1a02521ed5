/** GREATER of int16 operands with scales of their own, for which no oracle answers: by the real numbers behind them. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { integers } from '../support/inputs.js';
import { makeModel } from '../support/make_model.js';

for (const [left, right] of [[[0.5, 0], [0.25, 0]], [[0.125, -32768], [0.5, 1200]], [[0.00390625, 5], [0.0078125, -7]]] as const) {
  test(`scales of ${left[0]} and ${right[0]}, zero points ${left[1]} and ${right[1]}`, () => {
    const operand = (name: string, [scale, zeroPoint]: readonly [number, number]) => ({ name, type: 'int16', shape: [600], scales: [scale], zeroPoints: [zeroPoint] } as const);
    const graph = readModel(makeModel({
      tensors: [operand('left', left), operand('right', right), { name: 'y', type: 'bool', shape: [600] }], inputs: [0, 1], outputs: [2],
      operators: [{ op: 'GREATER', inputs: [0, 1], outputs: [2] }],
    }), 'greater', slices);
    // Multiples of the unit of comparison: scaling is exact. A third of the values are close to each other.
    const a = integers('left', 600, -32768, 32767), b = integers('right', 600, -32768, 32767)
      .map((value, at) => (at % 3 > 0 ? value : Math.max(-32768, Math.min(32767, Math.round(((a[at] ?? 0) - left[1]) * (left[0] / right[0])) + right[1] + (at % 2)))));
    const [got] = new Interpreter(graph).run([Int16Array.from(a), Int16Array.from(b)]);
    assert.equal(Array.from<number | bigint, number>(got ?? [], Number), a.map((value, at) => ((value - left[1]) * left[0] > ((b[at] ?? 0) - right[1]) * right[0] ? 1 : 0)));
  });
}

test.run();
