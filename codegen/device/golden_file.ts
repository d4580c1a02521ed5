/** Golden vectors as files: recorded inputs and outputs of a model, beside a `golden.json` that lists them. */
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CompileError, fail, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import { elementBytes, typeBytes, valueOf, viewOf, type Graph, type TypedArray, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import type { Closeness } from '../difference.js';
import { readBytes } from './files.js';

export interface GoldenCase {
  readonly inputs: readonly TypedArray[];
  readonly outputs: readonly TypedArray[];
  /** Index of a tensor in the model file to the first 16 hex digits of its SHA-256 after the run. */
  readonly tensorSha256?: Readonly<Record<string, string>> | undefined;
}

export interface Golden {
  /** The cases are one sequence on one instance; otherwise each starts from the initial state. */
  readonly stateful: boolean;
  readonly compare: Closeness;
  readonly cases: readonly GoldenCase[];
}

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

/** Reads a golden file and all files that it names. */
export function loadGolden(graph: Graph, file: string): Golden {
  const parsed = goldenSchema.safeParse(readJson(file));
  if (!parsed.success) return fail('N0402', 'is no golden file', { where: `file ${file}`, why: z.prettifyError(parsed.error), hint: 'Pass a golden.json file.' });
  const { stateful, compare, cases } = parsed.data, folder = dirname(file), problems: Diagnostic[] = [];
  cases.forEach((test, index) => (['inputs', 'outputs'] as const).forEach((role) => {
    if (test[role].length !== graph[role].length)
      problems.push({ code: 'N0402', what: `case ${index} has ${test[role].length} ${role}; the model has ${graph[role].length}`, where: `file ${file}`, hint: 'Pass the golden file of this model.' });
  }));
  if (problems.length > 0) throw new CompileError(problems);
  const read = (files: readonly string[], ids: readonly ValueId[]): readonly TypedArray[] =>
    ids.map((id, at) => readTensor(join(folder, files[at] ?? ''), valueOf(graph, id)));
  return {
    stateful, compare,
    cases: cases.map((test) => ({ inputs: read(test.inputs, graph.inputs), outputs: read(test.outputs, graph.outputs), tensorSha256: test.tensorSha256 })),
  };
}

/** A raw little-endian file as a tensor's data; its size has to be the tensor's. */
export function readTensor(file: string, value: Value): TypedArray {
  const bytes = readBytes(file), { type } = value, needed = typeBytes(type);
  if (bytes.length !== needed)
    fail('N0403', `has ${bytes.length} bytes; tensor "${value.name}" of ${type.element}[${type.shape.join(',')}] needs ${needed}`, {
      where: `file ${file}`, why: `${type.element} has ${elementBytes(type.element)} bytes an element`,
      hint: 'Write the tensor as raw little-endian numbers of its own type, without a header.',
    });
  return viewOf(type.element, new Uint8Array(bytes));
}

function readJson(file: string): unknown {
  const text = Buffer.from(readBytes(file)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('N0402', 'is no JSON', { where: `file ${file}`, why: (error as Error).message, hint: 'Pass a golden.json file.' });
  }
}
