/** Inputs for a model that has no golden file: random, and the same on every machine. */
import { elementBytes, elementCount, valueOf, viewOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';

/** [case][input]: integers over the whole range of their type, float32 from -1 to 1. */
export function randomInputs(graph: Graph, cases: number): readonly (readonly TypedArray[])[] {
  const next = xorshift32(0x9e3779b9);
  return Array.from({ length: cases }, () => graph.inputs.map((id): TypedArray => {
    const { element, shape } = valueOf(graph, id).type, count = elementCount(shape);
    if (element === 'f32') return Float32Array.from({ length: count }, () => next() / 2 ** 31 - 1);
    if (element === 'bool') return Uint8Array.from({ length: count }, () => next() & 1);
    return viewOf(element, Uint8Array.from({ length: count * elementBytes(element) }, () => next() >>> 24));
  }));
}

/** Marsaglia's generator of 32 bits a call. */
function xorshift32(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
