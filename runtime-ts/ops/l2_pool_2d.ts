/** L2_POOL_2D: the root of the mean square of the window's part that lies inside the input (reference/pooling.h, L2Pool). */
import type { Op } from '../ir/graph.js';
import { clamp } from '../numerics/fixed_point.js';
import { sqrt } from '../numerics/float32.js';
import { checkPool, forEachWindow, poolRange, type PoolAttrs } from './average_pool_2d.js';

export const l2Pool2d: Op<PoolAttrs> = {
  name: 'l2_pool_2d',

  check(o) {
    o.require(o.input(0, 'input').type.element === 'f32', `an input of type f32; it is ${o.input(0).type.element}`);
    checkPool(o);
  },

  evaluate(o, data) {
    const f = Math.fround, x = data.f32(o.input(0)), y = data.f32(o.output(0)), [low, high] = poolRange(o);
    forEachWindow(o, (positions, at) => {
      const squares = positions.reduce((sum, position) => f(sum + f(x[position]! * x[position]!)), 0);
      y[at] = clamp(sqrt(f(squares / positions.length)), low, high);
    });
  },
};
