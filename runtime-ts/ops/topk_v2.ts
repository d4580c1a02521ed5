/** TOPK_V2: the k largest elements of each row in order, and where they are; not in TFLM (kernels/topk_v2.cc). */
import { elementCount, type Element, type Op, type Operands, type TypedArray } from '../ir/graph.js';

const elements: readonly Element[] = ['i8', 'u8', 'i16', 'i32', 'i64', 'f32'];

export function topkShape(o: Operands<null>): { readonly rows: number; readonly depth: number; readonly count: number } {
  const { shape } = o.input(0, 'input').type, depth = shape.at(-1) ?? 1;
  return { rows: elementCount(shape) / depth, depth, count: o.constant(1, 'k')[0] ?? 0 };
}

export const topkV2: Op<null> = {
  name: 'topk_v2',

  check(o) {
    const input = o.input(0, 'input'), k = o.input(1, 'k'), values = o.output(0), indexes = o.output(1), { element, shape } = input.type;
    o.require(elements.includes(element), `an input of type ${elements.join(' or ')}; it is ${element}`);
    o.require(values.type.element === element, 'values of the type of the input');
    o.require(k.type.element === 'i32' && elementCount(k.type.shape) === 1, 'one k of type i32');
    o.require(indexes.type.element === 'i32', `indexes of type i32; they are ${indexes.type.element}`);
    const { depth, count } = topkShape(o);
    o.require(shape.length >= 1 && count >= 1 && count <= depth, `a k from 1 to the ${depth} elements of a row; it is ${count}`);
    const expected = [...shape.slice(0, -1), count].join();
    o.require(values.type.shape.join() === expected && indexes.type.shape.join() === expected, `outputs of shape [${expected}]`);
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), values = data.write(o.output(0)), indexes = data.i32(o.output(1)), { rows, depth, count } = topkShape(o);
    for (let row = 0; row < rows; row++)
      topOfRow(x.subarray(row * depth, (row + 1) * depth), values.subarray(row * count, (row + 1) * count), indexes.subarray(row * count, (row + 1) * count));
  },
};

/** Elements go in front of the smaller ones so far; of equal ones the first stays first. */
function topOfRow(row: TypedArray, values: TypedArray, indexes: Int32Array): void {
  row.forEach((x: number | bigint, index: number) => {
    let place = Math.min(index, values.length);
    for (; place > 0 && x > values[place - 1]!; place--) {
      if (place === values.length) continue;
      values[place] = values[place - 1]!;
      indexes[place] = indexes[place - 1]!;
    }
    if (place === values.length) return;
    values[place] = x;
    indexes[place] = index;
  });
}
