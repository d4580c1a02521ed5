/** Operators of one operand that answer element by element. */
import { elementCount, type Element, type Op, type Operands } from '../ir/graph.js';

/** One element of the result from one element of the operand, both as stored. */
export type Answer = (x: number) => number;

export interface UnaryOperator<A> {
  readonly name: string;
  /** Makes the answer for each element type that the operator takes; output and input are of one type. */
  readonly types: { readonly [E in Element]?: (o: Operands<A>) => Answer };
  /** Of int8 and int16, those that need no scale. */
  readonly unquantized?: readonly Element[];
  check?(o: Operands<A>): void;
}

export function defineUnary<A>(operator: UnaryOperator<A>): Op<A> {
  return {
    name: operator.name,
    pointwise: true,

    check(o) {
      const input = o.input(0, 'input'), output = o.output(0), element = input.type.element;
      o.require(operator.types[element] !== undefined, `an input of type ${Object.keys(operator.types).join(' or ')}; it has ${element}`);
      o.require(output.type.element === element, 'an output of the type of its input');
      o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
      if ((element === 'i8' || element === 'i16') && !(operator.unquantized?.includes(element) ?? false)) {
        o.perTensor(input);
        o.perTensor(output);
      }
      operator.check?.(o);
    },

    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.write(o.output(0)), answer = answerOf(operator, o);
      for (let at = 0; at < y.length; at++) y[at] = answer(Number(x[at]!));
    },
  };
}

function answerOf<A>(operator: UnaryOperator<A>, o: Operands<A>): Answer {
  const element = o.input(0).type.element, make = operator.types[element];
  if (make === undefined) throw new Error(`${operator.name} of ${element}`);
  return make(o);
}
