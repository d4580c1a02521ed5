/** Golden vectors: what a model answered elsewhere, by TensorFlow Lite Micro above all, to compare with. */
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, valueOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { describeNode } from '../../runtime-ts/ir/operands.js';
import { sha256 } from '../device/files.js';
import type { Closeness, Golden } from '../device/golden_file.js';

export interface GoldenResult {
  readonly equal: boolean;
  readonly cases: number;
  /** The first difference in words; absent when every case holds. */
  readonly mismatch?: string;
}

/** Runs every case on the reference engine; with `tensors` also compares each operator's output by its hash. */
export function checkGolden(graph: Graph, golden: Golden, options: { readonly tensors?: boolean } = {}): GoldenResult {
  let mismatch: string | undefined, hashes: Readonly<Record<string, string>> = {}, index = 0;
  const interpreter = new Interpreter(graph, (node, data, owner) => {
    // Hashes are of the main graph's tensors; those of sub-graphs have indexes of their own.
    if (!options.tensors || mismatch !== undefined || owner !== graph) return;
    for (const id of node.outputs) {
      const value = valueOf(graph, id), expected = value.source === undefined ? undefined : hashes[value.source];
      // Float tensors agree with TFLM within a tolerance only, so their hashes say nothing.
      if (expected === undefined || value.type.element === 'f32') continue;
      const got = sha256(bytesOf(data.read(value))).slice(0, 16);
      if (got !== expected) mismatch ??= `case ${index}: ${describeNode(node)} computes a wrong "${value.name}": hash expected ${expected}, got ${got}`;
    }
  });
  for (const [at, test] of golden.cases.entries()) {
    index = at;
    hashes = test.tensorSha256 ?? {};
    if (!golden.stateful) interpreter.reset();
    const outputs = interpreter.run(test.inputs);
    mismatch ??= goldenDifference(graph, golden, at, outputs);
    if (mismatch !== undefined) break;
  }
  return { equal: mismatch === undefined, cases: golden.cases.length, ...(mismatch === undefined ? {} : { mismatch }) };
}

/** The first difference of a case's outputs from the golden ones. */
export function goldenDifference(graph: Graph, golden: Golden, index: number, outputs: readonly TypedArray[]): string | undefined {
  for (const [output, got] of outputs.entries()) {
    const want = golden.cases[index]?.outputs[output], id = graph.outputs[output];
    if (want === undefined || id === undefined) throw new Error(`case ${index} has no output ${output}`);
    const found = firstDifference(got, want, golden.compare);
    if (found !== undefined) return `case ${index}: output ${output} "${valueOf(graph, id).name}", ${found}`;
  }
  return undefined;
}

/** The first element in which two tensors differ, in words. */
export function firstDifference(got: TypedArray, want: TypedArray, rule: Closeness = { mode: 'exact' }): string | undefined {
  for (let at = 0; at < want.length; at++) {
    const a = got[at], b = want[at];
    const equal = Object.is(a, b) || (rule.mode === 'close' && Math.abs(Number(a) - Number(b)) <= rule.atol + rule.rtol * Math.abs(Number(b)));
    if (!equal) return `element ${at}: expected ${b}, got ${a}`;
  }
  return undefined;
}
