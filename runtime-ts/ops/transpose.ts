/** TRANSPOSE: output dimension i is input dimension perm[i] (reference/transpose.h). */
import { defineMovement, moveLoops, stridesOf } from './movement.js';

/** What TFLM's kernel takes (transpose_common.cc). */
const maxRank = 5;

export const transpose = defineMovement<null>({
  name: 'transpose',
  elements: ['i8', 'i16', 'f32'],

  check(o) {
    const { shape } = o.input(0, 'input').type, permutation = o.constant(1, 'permutation');
    const expected = permutation.map((from) => shape[from]);
    o.require(shape.length <= maxRank, `at most ${maxRank} dimensions`);
    o.require(o.input(1).type.element === 'i32', 'a permutation of int32');
    o.require(new Set(permutation).size === shape.length && expected.every((extent) => extent !== undefined), `a permutation of ${shape.length} dimensions`);
    o.require(expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]`);
  },

  moves(o) {
    const { shape } = o.input(0).type, out = o.output(0).type.shape, steps = stridesOf(shape);
    const inputSteps = o.constant(1, 'permutation').map((from) => steps[from] ?? 0);
    return [{ input: 0, output: 0, inputStart: 0, outputStart: 0, loops: moveLoops(out, inputSteps, stridesOf(out)) }];
  },
});
