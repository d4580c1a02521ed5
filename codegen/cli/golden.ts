/** Golden vectors: a model's recorded inputs and TFLM's outputs for them, beside the model. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { viewOf, type Graph, type TypedArray, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { describeNode } from '../../runtime-ts/ir/operands.js';

const goldenSchema = z.object({
  stateful: z.boolean().default(false),
  compare: z.union([
    z.object({ mode: z.literal('exact') }),
    z.object({ mode: z.literal('close'), atol: z.number(), rtol: z.number() }),
  ]),
  cases: z.array(z.object({
    inputs: z.array(z.string()), outputs: z.array(z.string()), tensorSha256: z.record(z.string(), z.string()).optional(),
  })).min(1),
});
type Golden = z.infer<typeof goldenSchema>;

export interface GoldenResult {
  readonly cases: number;
  /** The first difference in words; absent when every case holds. */
  readonly mismatch?: string;
}

/** Runs every case on the reference engine; with `tensors` also compares each operator's output by its hash. */
export function runGolden(graph: Graph, file: string, tensors: boolean): GoldenResult {
  const golden = readGolden(file);
  const folder = dirname(file);
  let mismatch: string | undefined, hashes: Readonly<Record<string, string>> = {}, index = 0;
  const interpreter = new Interpreter(graph, (node, data) => {
    for (const id of node.outputs) {
      const value = valueOf(graph, id), expected = value.source === undefined ? undefined : hashes[value.source];
      // Float tensors agree with TFLM within a tolerance only, so their hashes say nothing.
      if (!tensors || mismatch !== undefined || expected === undefined || value.type.element === 'f32') continue;
      const got = createHash('sha256').update(bytesOf(data.read(value))).digest('hex').slice(0, 16);
      if (got !== expected) mismatch = `case ${index}: ${describeNode(node)} computes a wrong "${value.name}": hash expected ${expected}, got ${got}`;
    }
  });
  for (const [at, test] of golden.cases.entries()) {
    index = at;
    hashes = test.tensorSha256 ?? {};
    if (!golden.stateful) interpreter.reset();
    const inputs = graph.inputs.map((id, input) => readInput(join(folder, test.inputs[input] ?? ''), valueOf(graph, id)));
    const outputs = interpreter.run(inputs);
    outputs.forEach((got, output) => {
      const value = valueOf(graph, graph.outputs[output]!);
      const want = readInput(join(folder, test.outputs[output] ?? ''), value);
      mismatch ??= difference(got, want, golden.compare, `case ${at}: output ${output} "${value.name}"`);
    });
    if (mismatch !== undefined) break;
  }
  return { cases: golden.cases.length, ...(mismatch === undefined ? {} : { mismatch }) };
}

/** Golden cases as data for other runners than the reference engine. */
export interface GoldenCases {
  /** One sequence on one instance; otherwise every case starts from the initial state. */
  readonly stateful: boolean;
  /** [case][input] */
  readonly inputs: readonly (readonly TypedArray[])[];
  /** The first difference of an output from the golden one, in words. */
  check(got: TypedArray, index: number, output: number): string | undefined;
}

export function loadGoldenCases(graph: Graph, file: string): GoldenCases {
  const golden = readGolden(file), folder = dirname(file);
  return {
    stateful: golden.stateful,
    inputs: golden.cases.map((test) => graph.inputs.map((id, input) => readInput(join(folder, test.inputs[input] ?? ''), valueOf(graph, id)))),
    check: (got, index, output) => {
      const value = valueOf(graph, graph.outputs[output]!);
      return difference(got, readInput(join(folder, golden.cases[index]?.outputs[output] ?? ''), value), golden.compare, `case ${index}: output ${output} "${value.name}", golden file`);
    },
  };
}

/** A raw little-endian file as a tensor's data; its size has to be the tensor's. */
export function readInput(file: string, value: Value): TypedArray {
  const bytes = readBytes(file);
  const data = viewOf(value.type.element, new Uint8Array(bytes));
  const needed = value.type.shape.reduce((product, extent) => product * extent, 1);
  if (bytes.length !== needed * data.BYTES_PER_ELEMENT)
    fail('N0403', `has ${bytes.length} bytes; tensor "${value.name}" of ${value.type.element}[${value.type.shape.join(',')}] needs ${needed * data.BYTES_PER_ELEMENT}`, {
      where: `file ${file}`, hint: 'Write the tensor as raw little-endian numbers of its own type, without a header.',
    });
  return data;
}

/** A file's bytes; what the system says against it becomes a Diagnostic. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail('N0401', 'cannot be read', { where: `file ${file}`, why: (error as Error).message, hint: 'Check the path and its permissions.' });
  }
}

export function bytesOf(data: TypedArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

export function valueOf(graph: Graph, id: ValueId): Value {
  const value = graph.values.get(id);
  if (value === undefined) throw new Error(`graph "${graph.name}" has no value ${id}`);
  return value;
}

function readGolden(file: string): Golden {
  let json: unknown;
  const text = Buffer.from(readBytes(file)).toString('utf8');
  try { json = JSON.parse(text); } catch (error) {
    return fail('N0402', 'is no JSON', { where: `file ${file}`, why: (error as Error).message, hint: 'Pass a golden.json file.' });
  }
  const parsed = goldenSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  return fail('N0402', 'is no golden file', { where: `file ${file}`, why: z.prettifyError(parsed.error), hint: 'Pass a golden.json file.' });
}

function difference(got: TypedArray, want: TypedArray, rule: Golden['compare'], where: string): string | undefined {
  for (let at = 0; at < want.length; at++) {
    const a = got[at]!, b = want[at]!;
    const equal = Object.is(a, b) || a === b
      || (rule.mode === 'close' && Math.abs(Number(a) - Number(b)) <= rule.atol + rule.rtol * Math.abs(Number(b)));
    if (!equal) return `${where}, element ${at}: expected ${b}, got ${a}`;
  }
  return undefined;
}
