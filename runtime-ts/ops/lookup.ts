/** LOOKUP: each byte's answer from a table of 256. No file has it: it is what functions of one byte become. */
import { elementBytes, elementCount, type Op } from '../ir/graph.js';

export const lookup: Op<null> = {
  name: 'lookup',

  check(o) {
    const input = o.input(0, 'input').type, table = o.input(1, 'table'), output = o.output(0).type;
    o.require(elementBytes(input.element) === 1 && elementBytes(output.element) === 1, 'bytes in and out');
    o.require(table.storage.kind === 'constant' && table.type.element === output.element && elementCount(table.type.shape) === 256, 'a constant table of 256 elements of the output\'s type');
    o.require(elementCount(input.shape) === elementCount(output.shape), 'an output of the size of its input');
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), table = data.read(o.input(1)), y = data.write(o.output(0));
    for (let at = 0; at < y.length; at++) y[at] = table[Number(x[at]!) & 255]!;
  },
};
