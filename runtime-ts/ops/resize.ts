/** RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR: images of another size (reference/resize_{nearest_neighbor,bilinear}.h). */
import type { Element, Op, Operands } from '../ir/graph.js';

export interface ResizeAttrs { readonly alignCorners: boolean; readonly halfPixelCenters: boolean }

const f = Math.fround;

function checkResize(o: Operands<ResizeAttrs>, elements: readonly Element[]): void {
  const input = o.input(0, 'input').type, size = o.constant(1, 'size'), output = o.output(0).type, [batches, , , channels] = input.shape;
  o.require(elements.includes(input.element) && output.element === input.element, `elements of type ${elements.join(', ')} throughout; it has ${input.element}`);
  o.require(input.shape.length === 4 && o.input(1).type.element === 'i32' && size.length === 2, 'an input of rank 4, and a size of two int32 numbers');
  o.require([batches, ...size, channels].join() === output.shape.join(), `an output of shape [${[batches, ...size, channels].join(', ')}]; it has [${output.shape.join(', ')}]`);
}

/** Which input row (or column) each output row takes, in single precision (GetNearestNeighbor). */
export function nearestIndexes(a: ResizeAttrs, input: number, output: number): readonly number[] {
  const scale = a.alignCorners && output > 1 ? f((input - 1) / f(output - 1)) : f(input / f(output)), offset = a.halfPixelCenters ? 0.5 : 0;
  return Array.from({ length: output }, (_, at) => {
    const position = f(f(at + offset) * scale), index = Math.min(a.alignCorners ? roundAway(position) : Math.floor(position), input - 1);
    return a.halfPixelCenters ? Math.max(0, index) : index;
  });
}

const roundAway = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

export const resizeNearestNeighbor: Op<ResizeAttrs> = {
  name: 'resize_nearest_neighbor',
  check: (o) => checkResize(o, ['i8', 'i16', 'f32']),
  evaluate(o, data) {
    const [batches = 1, height = 1, width = 1, channels = 1] = o.input(0).type.shape, [, outHeight = 1, outWidth = 1] = o.output(0).type.shape;
    const rows = nearestIndexes(o.attrs, height, outHeight), columns = nearestIndexes(o.attrs, width, outWidth), x = data.read(o.input(0)), y = data.write(o.output(0));
    let to = 0;
    for (let batch = 0; batch < batches; batch++)
      for (const row of rows)
        for (const column of columns)
          for (let c = 0; c < channels; c++) y[to++] = x[((batch * height + row) * width + column) * channels + c]!;
  },
};

/** The two input rows (or columns) that an output row lies between, and how far after the first: in units of one, or of 1/1024 for integers. */
export interface Between { readonly first: number; readonly second: number; readonly distance: number }

/** Positions in units of 1/1024 (ComputeInterpolationValuesInteger). */
export function betweenInteger(a: ResizeAttrs, input: number, output: number): readonly Between[] {
  const scale = a.alignCorners && output > 1 ? Math.trunc((1024 * (input - 1) + Math.trunc((output - 1) / 2)) / (output - 1)) : Math.trunc((1024 * input + Math.trunc(output / 2)) / output);
  return Array.from({ length: output }, (_, at) => {
    const position = at * scale + (a.halfPixelCenters ? Math.trunc(scale / 2) - 512 : 0), first = Math.min(Math.max(Math.trunc(position / 1024), 0), input - 1);
    return { first, second: Math.min(Math.trunc((position + 1023) / 1024), input - 1), distance: position - 1024 * first };
  });
}

/** Positions in single precision (ComputeInterpolationValues). */
export function betweenFloat(a: ResizeAttrs, input: number, output: number): readonly Between[] {
  const scale = a.alignCorners && output > 1 ? f(f(input - 1) / f(output - 1)) : f(f(input) / f(output));
  return Array.from({ length: output }, (_, at) => {
    const position = a.halfPixelCenters ? f(f(f(at + 0.5) * scale) - 0.5) : f(at * scale), first = Math.min(Math.max(Math.floor(position), 0), input - 1);
    return { first, second: Math.min(Math.ceil(position), input - 1), distance: f(position - first) };
  });
}

export const resizeBilinear: Op<ResizeAttrs> = {
  name: 'resize_bilinear',
  check(o) {
    checkResize(o, ['i8', 'f32']);
    o.require(!(o.attrs.alignCorners && o.attrs.halfPixelCenters), 'either aligned corners or half pixel centers');
  },
  evaluate(o, data) {
    const [batches = 1, height = 1, width = 1, channels = 1] = o.input(0).type.shape, [, outHeight = 1, outWidth = 1] = o.output(0).type.shape;
    const float = o.input(0).type.element === 'f32', between = float ? betweenFloat : betweenInteger;
    const rows = between(o.attrs, height, outHeight), columns = between(o.attrs, width, outWidth), x = data.read(o.input(0)), y = data.write(o.output(0));
    let to = 0;
    for (let batch = 0; batch < batches; batch++)
      for (const row of rows)
        for (const column of columns)
          for (let c = 0; c < channels; c++) {
            const at = (r: number, q: number): number => Number(x[((batch * height + r) * width + q) * channels + c]!);
            const corners = [at(row.first, column.first), at(row.second, column.first), at(row.first, column.second), at(row.second, column.second)] as const;
            y[to++] = float ? mixFloat(corners, row.distance, column.distance) : mixInteger(corners, row.distance, column.distance);
          }
  },
};

type Corners = readonly [number, number, number, number];

/** Halves go away from zero. */
function mixInteger([a, b, c, d]: Corners, dy: number, dx: number): number {
  const sum = a * (1024 - dy) * (1024 - dx) + b * dy * (1024 - dx) + c * (1024 - dy) * dx + d * dy * dx;
  return Math.trunc((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
}

function mixFloat([a, b, c, d]: Corners, dy: number, dx: number): number {
  const ey = f(1 - dy), ex = f(1 - dx), term = (value: number, wy: number, wx: number): number => f(f(value * wy) * wx);
  return f(f(f(term(a, ey, ex) + term(b, dy, ex)) + term(c, ey, dx)) + term(d, dy, dx));
}
