import { elementBytes } from '../../runtime-ts/ir/graph.js';
import { nearestIndexes, resizeNearestNeighbor, type ResizeAttrs } from '../../runtime-ts/ops/resize.js';
import { decodeResize } from './decode_resize.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<ResizeAttrs>({
  op: resizeNearestNeighbor,
  tflite: [{ code: 'RESIZE_NEAREST_NEIGHBOR', decode: decodeResize }],
  kernels: [{
    symbol: 'bn_resize_nearest_neighbor',
    accepts: (o) => (Math.max(...o.input(0).type.shape.slice(1, 3)) <= 2 ** 16 ? true : 'takes images of 65,536 rows and columns at most'),
    call(o) {
      const [batches = 1, height = 1, width = 1, channels = 1] = o.input(0).type.shape, [, outHeight = 1, outWidth = 1] = o.output(0).type.shape;
      return {
        params: {
          batches, height, width, output_height: outHeight, output_width: outWidth, bytes: channels * elementBytes(o.input(0).type.element),
          rows: table('rows', 'u16', Uint16Array.from(nearestIndexes(o.attrs, height, outHeight))), columns: table('columns', 'u16', Uint16Array.from(nearestIndexes(o.attrs, width, outWidth))),
        },
        reads: [o.input(0)], writes: [o.output(0)],
      };
    },
  }],
});
