/** What TFLM refuses only while it runs, or C leaves to the processor: our answers, by the reference engine and on every core. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { valueOf, viewOf } from '../../runtime-ts/ir/graph.js';
import { operatorCase, type Operand } from '../support/binary_cases.js';
import { CompiledCases } from '../support/compiled_cases.js';
import { prepareCases, type OpCase } from '../support/op_cases.js';
import { detection } from './tflite_detection_postprocess.cases.js';

const test = suite('undefined in TFLM');
const no = { options: { fused_activation_function: 0 } };
const int8 = (count: number, scale: number, zeroPoint: number): Operand => ({ type: 'int8', shape: [count], scale, zeroPoint });
const float = (count: number): Operand => ({ type: 'float32', shape: [count] }), int32 = (count: number): Operand => ({ type: 'int32', shape: [count] });
const min32 = -(2 ** 31), max32 = 2 ** 31 - 1;

const answers: readonly (readonly [OpCase, readonly number[]])[] = [
  [operatorCase('DIV', 'int8 by zero saturates', [int8(3, 0.1, 3), int8(3, 0.1, -2)], [int8(3, 0.1, 5)], { ...no, fills: [[4, 3, 2], [-2]] }), [127, 5, -128]],
  [operatorCase('DIV', 'int8 with a shift beyond 31 bits', [int8(4, 0.01, 0), int8(4, 0.5, 0)], [int8(4, 0.001, 0)], { ...no, fills: [[1, -1, 0, -1], [100, 100, 100, -100]] }), [0, -1, 1, 0]],
  [operatorCase('DIV', 'int32 by zero is zero, and one quotient wraps around', [int32(4), int32(4)], [int32(4)], { ...no, fills: [[7, -7, 0, min32], [0, 0, 0, -1]] }), [0, 0, 0, min32]],
  [operatorCase('FLOOR_DIV', 'by zero', [float(4), float(4)], [float(4)], { fills: [[1, -1, 0, 2], [0, 0, 0, -0]] }), [Infinity, -Infinity, NaN, -Infinity]],
  [operatorCase('RSQRT', 'int8 of negative numbers is the highest', [int8(4, 0.1, 0)], [int8(4, 0.02, 0)], { fills: [[-128, -1, 0, 100]] }), [127, 127, 127, 16]],
  [operatorCase('CAST', 'floats beyond int32 saturate', [float(5)], [int32(5)], { fills: [[3e9, -3e9, NaN, Infinity, -Infinity]] }), [max32, min32, 0, max32, min32]],
  [operatorCase('CAST', 'floats beyond uint32 saturate', [float(5)], [{ type: 'uint32', shape: [5] }], { fills: [[5e9, -1, NaN, Infinity, -Infinity]] }), [2 ** 32 - 1, 0, 0, 2 ** 32 - 1, 0]],
  [operatorCase('CAST', 'floats beyond int8 keep the low bits of an int32', [float(4)], [{ type: 'int8', shape: [4] }], { fills: [[300.5, -129, 1e10, -1e10]] }), [44, 127, -1, 0]],
  [operatorCase('POW', 'int32 wraps around, negative exponents round towards zero', [int32(5), int32(5)], [int32(5)], { fills: [[2, 3, 2, -1, 0], [32, 21, -1, -3, -1]] }), [0, 1870418611, 0, -1, 0]],
  [operatorCase('GREATER', 'int16 with scales of their own', [{ type: 'int16', shape: [4], scale: 0.5 }, { type: 'int16', shape: [4], scale: 0.25 }], [{ type: 'bool', shape: [4] }], { fills: [[1, 1, -3, 100], [2, 1, -7, 200]] }), [0, 1, 1, 0]],
  // TFLM does not write the places between a box's classes.
  [detection('two classes of a box', { boxes: 1, classes: 3, found: 4, encodings: 'zero', anchors: [0.5, 0.5, 1, 1], scores: [0.3, 1], options: { max_detections: 1, max_classes_per_detection: 2 } }), [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]],
  [detection('boxes without area', { boxes: 2, classes: 1, found: 2, scores: [1, 1], encodings: [1, 1, -9999, 1] }), [0, 0, 0, 0, 0, 0, 0, 0]],
];

const loaded = prepareCases('undefined', answers.map(([entry]) => entry));

answers.forEach(([entry, expected], at) => {
  test(entry.name, () => {
    const one = loaded[at];
    if (one === undefined) throw new Error('not prepared');
    const graph = readModel(one.modelBytes, 'undefined', slices);
    const [got] = new Interpreter(graph).run((one.inputs[0] ?? []).map((bytes, index) => viewOf(valueOf(graph, graph.inputs[index]!).type.element, bytes)));
    assert.equal(Array.from<number | bigint, number>(got ?? [], Number), expected);
  });
});

for (const name of ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m55'] : [])]) {
  test(`the same in C on ${name}`, async () => {
    assert.equal(await new CompiledCases(resolveTarget(name, loadBoards()), new Map([['undefined', loaded]])).check('undefined'), []);
  });
}

test.run();
