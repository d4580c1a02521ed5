/** MAX_POOL_2D: the largest element of the window's part that lies inside the input. */
import type { Op } from '../ir/graph.js';
import { clamp } from '../numerics/fixed_point.js';
import { checkPool, forEachWindow, poolRange, type PoolAttrs } from './average_pool_2d.js';

/** std::numeric_limits<float>::lowest(), where the search begins (reference/pooling.h, MaxPool); no integer type reaches below it. */
const lowest = -(2 - 2 ** -23) * 2 ** 127;

export const maxPool2d: Op<PoolAttrs> = {
  name: 'max_pool_2d',
  check: checkPool,
  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0)), [low, high] = poolRange(o);
    forEachWindow(o, (positions, at) => {
      let largest = lowest;
      // A comparison, not Math.max: std::max keeps the earlier of its operands when the later is NaN.
      for (const position of positions) if (Number(x[position]!) > largest) largest = Number(x[position]!);
      y[at] = clamp(largest, low, high);
    });
  },
};
