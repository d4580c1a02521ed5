/** SELECT_V2 and SELECT: x where the condition is true, y elsewhere; bytes are copied (micro/kernels/select.cc, kernels/select.cc). */
import type { Element, Op, Operands } from '../ir/graph.js';
import { broadcastLoops, checkBroadcast, forEachBroadcast, type BroadcastLoop } from './broadcast.js';

export interface Select extends Op<null> { loops(o: Operands<null>): readonly BroadcastLoop[] }

/** `lined`: how the condition's shape lines up with the output's. */
function defineSelect(name: string, elements: readonly Element[], lined: (condition: readonly number[], out: readonly number[]) => readonly number[]): Select {
  const loops = (o: Operands<null>): readonly BroadcastLoop[] => {
    const out = o.output(0).type.shape;
    return broadcastLoops([lined(o.input(0).type.shape, out), o.input(1).type.shape, o.input(2).type.shape], out);
  };
  return {
    name,
    loops,

    check(o) {
      const condition = o.input(0, 'condition'), x = o.input(1, 'x'), y = o.input(2, 'y'), output = o.output(0), { element } = output.type;
      o.require(condition.type.element === 'bool', `a condition of type bool; it is ${condition.type.element}`);
      o.require(elements.includes(element), `elements of type ${elements.join(' or ')}; the output is ${element}`);
      o.require(x.type.element === element && y.type.element === element, 'operands of the output\'s type');
      if (name === 'select') {
        const { shape } = x.type, low = condition.type.shape;
        o.require(shape.join() === y.type.shape.join(), 'x and y of one shape');
        o.require(low.length === 0 || low.join() === shape.join() || (low.length === 1 && low[0] === shape[0]), 'a condition that is a scalar, of the operands\' shape, or one value for each index of their first dimension');
      }
      const shape = lined(condition.type.shape, output.type.shape);
      checkBroadcast(o, [{ ...condition, type: { ...condition.type, shape } }, x, y], output);
    },

    evaluate(o, data) {
      const condition = data.read(o.input(0)), x = data.read(o.input(1)), y = data.read(o.input(2)), out = data.write(o.output(0));
      forEachBroadcast(loops(o), (at, c, left, right) => { out[at] = Number(condition[c]!) !== 0 ? x[left]! : y[right]!; });
    },
  };
}

export const selectV2 = defineSelect('select_v2', ['i8', 'i16', 'f32'], (condition) => condition);

/** Not in TFLM. A condition of rank 1 stands for whole blocks of the first dimension (RankOneSelect). */
export const select = defineSelect('select', ['i8', 'u8', 'i16', 'i32', 'i64', 'f32', 'bool'], (condition, out) =>
  (condition.length === 1 ? [...condition, ...out.slice(1).map(() => 1)] : condition));
