/** `.tflite` files as graphs. Pure: also for browsers, who import it as `burin/tflite`. */
import type { Graph } from '../runtime-ts/ir/graph.js';
import { customSlice, type CustomOp } from './custom_op.js';
import { readModel as read } from './frontends/tflite/read_model.js';
import { slices } from './ops/index.js';

export type { CustomOp };

/** Reads a model from the bytes of a `.tflite` file. Throws a CompileError that lists what is wrong with it. `customOps` are operators of the user's own. */
export function readModel(bytes: Uint8Array, name = 'model', customOps: readonly CustomOp[] = []): Graph {
  return read(bytes, name, [...slices, ...customOps.map(customSlice)]);
}
