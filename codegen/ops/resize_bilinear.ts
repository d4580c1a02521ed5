import { betweenFloat, betweenInteger, resizeBilinear, type Between, type ResizeAttrs } from '../../runtime-ts/ops/resize.js';
import { decodeResize } from './decode_resize.js';
import { defineOp, table, type Kernel } from './op_slice.js';

function kernel(symbol: string, element: 'i8' | 'f32'): Kernel<ResizeAttrs> {
  const float = element === 'f32', between = float ? betweenFloat : betweenInteger;
  const distances = (name: string, list: readonly Between[]) =>
    (float ? table(name, 'f32', Float32Array.from(list, (b) => b.distance)) : table(name, 'i16', Int16Array.from(list, (b) => b.distance)));
  const pairs = (name: string, list: readonly Between[]) => table(name, 'u16', Uint16Array.from(list.flatMap(({ first, second }) => [first, second])), `[${list.length}][2]`);
  return {
    symbol,
    accepts(o) {
      if (o.input(0).type.element !== element) return `takes ${element}, not ${o.input(0).type.element}`;
      return Math.max(...o.input(0).type.shape.slice(1, 3)) <= 2 ** 16 ? true : 'takes images of 65,536 rows and columns at most';
    },
    call(o) {
      const [batches = 1, height = 1, width = 1, channels = 1] = o.input(0).type.shape, [, outHeight = 1, outWidth = 1] = o.output(0).type.shape;
      const rows = between(o.attrs, height, outHeight), columns = between(o.attrs, width, outWidth);
      return {
        params: {
          batches, height, width, channels, output_height: outHeight, output_width: outWidth, rows: pairs('rows', rows), columns: pairs('columns', columns),
          row_distances: distances('row_distances', rows), column_distances: distances('column_distances', columns),
        },
        reads: [o.input(0)], writes: [o.output(0)],
      };
    },
  };
}

export default defineOp<ResizeAttrs>({
  op: resizeBilinear, tflite: [{ code: 'RESIZE_BILINEAR', decode: decodeResize }], kernels: [kernel('bn_resize_bilinear_s8', 'i8'), kernel('bn_resize_bilinear_f32', 'f32')],
});
