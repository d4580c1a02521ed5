/** READ_VARIABLE and ASSIGN_VARIABLE: operand 0 is the variable, a state value (micro/micro_resource_variable.cc). */
import { typeBytes, type Op, type TypedArray, type Value } from '../ir/graph.js';

const alike = (a: Value, b: Value): boolean => a.type.element === b.type.element && typeBytes(a.type) === typeBytes(b.type);

function copy(to: TypedArray, from: TypedArray): void {
  new Uint8Array(to.buffer, to.byteOffset, to.byteLength).set(new Uint8Array(from.buffer, from.byteOffset, from.byteLength));
}

export const readVariable: Op<null> = {
  name: 'read_variable',
  check(o) {
    const variable = o.input(0, 'variable');
    o.require(variable.storage.kind === 'state', 'the handle of a variable');
    o.require(alike(variable, o.output(0)), `an output of the type and size that is assigned to "${variable.name}"`);
  },
  evaluate(o, data) { copy(data.write(o.output(0)), data.read(o.input(0))); },
};

export const assignVariable: Op<null> = {
  name: 'assign_variable',
  check(o) {
    const variable = o.input(0, 'variable');
    o.require(variable.storage.kind === 'state', 'the handle of a variable');
    o.require(o.outputCount === 0, 'no outputs');
    o.require(alike(variable, o.input(1, 'value')), `a value of the type and size that is first assigned to "${variable.name}"`);
  },
  evaluate(o, data) { copy(data.write(o.input(0)), data.read(o.input(1))); },
};
