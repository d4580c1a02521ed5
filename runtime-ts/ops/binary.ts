/** Operators of two operands that broadcast and answer element by element. */
import type { Element, Op, Operands } from '../ir/graph.js';
import { broadcastLoops, checkBroadcast, forEachBroadcast } from './broadcast.js';

/** One element of the result from one of each operand, all as stored. */
export type Answer2<T = number> = (left: T, right: T) => T;

export interface BinaryOperator<A> {
  readonly name: string;
  /** Makes the answer for each type of the left operand, int64 excepted. */
  readonly types: { readonly [E in Exclude<Element, 'i64' | 'u64'>]?: (o: Operands<A>) => Answer2 };
  /** The answer for int64, if the operator takes it. */
  readonly wide?: Answer2<bigint>;
  /** The type of the right operand, where it is not that of the left one. */
  right?(left: Element): Element;
  /** The type of the result, where it is not that of the left operand. */
  result?(left: Element): Element;
  check?(o: Operands<A>): void;
}

export function defineBinary<A>(operator: BinaryOperator<A>): Op<A> {
  const taken: readonly string[] = [...Object.keys(operator.types), ...(operator.wide === undefined ? [] : ['i64'])];
  return {
    name: operator.name,
    pointwise: true,

    check(o) {
      const left = o.input(0, 'left operand'), right = o.input(1, 'right operand'), output = o.output(0), { element } = left.type;
      o.require(taken.includes(element), `operands of type ${taken.join(' or ')}; the left one is ${element}`);
      const rightElement = operator.right?.(element) ?? element, resultElement = operator.result?.(element) ?? element;
      o.require(right.type.element === rightElement, `a right operand of type ${rightElement}; it is ${right.type.element}`);
      o.require(output.type.element === resultElement, `an output of type ${resultElement}; it is ${output.type.element}`);
      checkBroadcast(o, [left, right], output);
      operator.check?.(o);
    },

    evaluate(o, data) {
      const left = data.read(o.input(0)), right = data.read(o.input(1)), out = data.write(o.output(0)), { wide } = operator;
      const loops = broadcastLoops([o.input(0).type.shape, o.input(1).type.shape], o.output(0).type.shape);
      if (left instanceof BigInt64Array && right instanceof BigInt64Array) {
        if (wide === undefined) throw new Error(`${operator.name} of int64`);
        const store = out instanceof BigInt64Array ? (x: bigint): bigint => x : Number;
        forEachBroadcast(loops, (at, l, r) => { out[at] = store(wide(left[l]!, right[r]!)); });
        return;
      }
      const answer = answerOf(operator, o);
      forEachBroadcast(loops, (at, l, r) => { out[at] = answer(Number(left[l]!), Number(right[r]!)); });
    },
  };
}

function answerOf<A>(operator: BinaryOperator<A>, o: Operands<A>): Answer2 {
  const { element } = o.input(0).type, make = element === 'i64' || element === 'u64' ? undefined : operator.types[element];
  if (make === undefined) throw new Error(`${operator.name} of ${element}`);
  return make(o);
}
