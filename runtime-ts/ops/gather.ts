/**
 * GATHER, GATHER_ND and EMBEDDING_LOOKUP: slices by index. Where TensorFlow Lite Micro ends the run because an index is outside, the nearest
 * index that exists is taken: a kernel cannot fail.
 */
import { elementCount, type Element, type Op, type Operands, type TypedArray } from '../ir/graph.js';

export interface GatherAttrs { readonly axis: number; readonly batchDims: number }

const within = (index: number, extent: number): number => Math.min(Math.max(index, 0), extent - 1);
const product = (shape: readonly number[]): number => elementCount(shape);

/** Refuses constant indices that are outside. */
function requireInside<A>(o: Operands<A>, index: number, extents: readonly number[]): void {
  if (o.input(index).storage.kind !== 'constant') return;
  const outside = o.constant(index, 'indices').find((value, at) => value < 0 || value >= (extents[at % extents.length] ?? 0));
  o.require(outside === undefined, `indices from 0 to ${extents.map((extent) => extent - 1).join(' and ')}; one is ${outside}`);
}

function requireTypes<A>(o: Operands<A>, index: number, indices: number, elements: readonly Element[]): void {
  const { element } = o.input(index).type;
  o.require(elements.includes(element) && o.output(0).type.element === element, `elements of type ${elements.join(' or ')} throughout; it has ${element}`);
  o.require(o.input(indices, 'indices').type.element === 'i32', 'indices of type int32');
}

/** [batch][outer][axis][inner] of the input, [batch][coordinate] of the indices (micro/kernels/gather.cc). */
export function gatherShape(o: Operands<GatherAttrs>) {
  const { shape } = o.input(0, 'input').type, coordinates = o.input(1, 'indices').type.shape;
  const axis = o.attrs.axis < 0 ? o.attrs.axis + shape.length : o.attrs.axis, batchDims = o.attrs.batchDims < 0 ? o.attrs.batchDims + coordinates.length : o.attrs.batchDims;
  return {
    axis, batchDims, batches: product(shape.slice(0, batchDims)), outer: product(shape.slice(batchDims, axis)), extent: shape[axis] ?? 1,
    inner: product(shape.slice(axis + 1)), count: product(coordinates.slice(batchDims)),
    expected: [...shape.slice(0, axis), ...coordinates.slice(batchDims), ...shape.slice(axis + 1)],
  };
}

export const gather: Op<GatherAttrs> = {
  name: 'gather',
  check(o) {
    const { shape } = o.input(0, 'input').type, coordinates = o.input(1, 'indices').type.shape, g = gatherShape(o);
    requireTypes(o, 0, 1, ['i8', 'f32']);
    o.require(g.axis >= 0 && g.axis < shape.length, `an axis from ${-shape.length} to ${shape.length - 1}`);
    o.require(g.batchDims >= 0 && g.batchDims <= g.axis && g.batchDims <= coordinates.length, 'batch dimensions before the axis');
    o.require(shape.slice(0, g.batchDims).join() === coordinates.slice(0, g.batchDims).join(), 'equal batch dimensions of input and indices');
    o.require(g.expected.join() === o.output(0).type.shape.join(), `an output of shape [${g.expected.join(', ')}]; it has [${o.output(0).type.shape.join(', ')}]`);
    requireInside(o, 1, [g.extent]);
  },
  evaluate(o, data) {
    const g = gatherShape(o), x = data.read(o.input(0)), indices = data.i32(o.input(1)), y = data.write(o.output(0));
    let to = 0;
    for (let batch = 0; batch < g.batches; batch++)
      for (let outer = 0; outer < g.outer; outer++)
        for (let at = 0; at < g.count; at++) {
          const index = within(indices[batch * g.count + at]!, g.extent);
          to = copyRun(x, ((batch * g.outer + outer) * g.extent + index) * g.inner, y, to, g.inner);
        }
  },
};

/** Slices by indices of several dimensions (micro/kernels/gather_nd.cc). */
export function gatherNdShape(o: Operands<null>) {
  const { shape } = o.input(0, 'params').type, indices = o.input(1, 'indices').type.shape, depth = indices.at(-1) ?? 0;
  return {
    depth, slices: product(indices.slice(0, -1)), run: product(shape.slice(depth)), extents: shape.slice(0, depth),
    steps: shape.slice(0, depth).map((_, at) => product(shape.slice(at + 1))), expected: [...indices.slice(0, -1), ...shape.slice(depth)],
  };
}

export const gatherNd: Op<null> = {
  name: 'gather_nd',
  check(o) {
    const g = gatherNdShape(o), { shape } = o.input(0).type;
    requireTypes(o, 0, 1, ['i8', 'f32']);
    o.require(shape.length > 0 && o.input(1).type.shape.length > 0, 'params and indices of rank 1 or more');
    o.require(g.depth <= shape.length && g.depth <= 5, 'indices of as many numbers as params has dimensions, and of 5 at most');
    o.require(elementCount(g.expected) === elementCount(o.output(0).type.shape), `an output of shape [${g.expected.join(', ')}]`);
    if (g.depth > 0) requireInside(o, 1, g.extents);
  },
  evaluate(o, data) {
    const g = gatherNdShape(o), x = data.read(o.input(0)), indices = data.i32(o.input(1)), y = data.write(o.output(0));
    for (let slice = 0, to = 0; slice < g.slices; slice++) {
      const from = g.steps.reduce((sum, step, at) => sum + within(indices[slice * g.depth + at]!, g.extents[at] ?? 1) * step, 0);
      to = copyRun(x, from, y, to, g.run);
    }
  },
};

/** Rows of a table; int8 rows can be turned into float32 (micro/kernels/embedding_lookup.cc). */
export const embeddingLookup: Op<null> = {
  name: 'embedding_lookup',
  check(o) {
    const ids = o.input(0, 'ids'), table = o.input(1, 'table'), output = o.output(0), types = `${table.type.element} -> ${output.type.element}`;
    o.require(ids.type.element === 'i32' && ids.type.shape.length === 1, 'a list of int32 ids');
    o.require(['f32 -> f32', 'i8 -> i8', 'i8 -> f32'].includes(types), `a table of int8 or float32 rows; it has ${types}`);
    const expected = [ids.type.shape[0], ...table.type.shape.slice(1)];
    o.require(table.type.shape.length >= 2 && expected.join() === output.type.shape.join(), `an output of shape [${expected.join(', ')}]`);
    if (types === 'i8 -> f32') o.require(o.perTensor(table).zeroPoint === 0, 'a table with the zero point 0');
    requireInside(o, 0, [table.type.shape[0] ?? 1]);
  },
  evaluate(o, data) {
    const table = o.input(1), [rows = 1] = table.type.shape, run = elementCount(table.type.shape) / rows, x = data.read(table), y = data.write(o.output(0));
    let to = 0;
    for (const id of data.i32(o.input(0))) to = copyRun(x, within(id, rows) * run, y, to, run);
    if (table.type.element === 'i8' && y instanceof Float32Array) {
      const scale = Math.fround(o.perTensor(table).scale);
      y.forEach((value, at) => { y[at] = scale * value; });
    }
  },
};

function copyRun(x: TypedArray, from: number, y: TypedArray, to: number, count: number): number {
  for (let at = 0; at < count; at++) y[to + at] = x[from + at]!;
  return to + count;
}
