/**
 * The operators' test cases as data: models, inputs and TFLM's recorded answers. Several runners share them:
 * the reference engine (all_ops.test.ts), the recorder (scripts/record_oracle.ts), and the C on host and device.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elementBytes, elementCount } from '../../runtime-ts/ir/graph.js';
import { elementOf } from '../../codegen/frontends/tflite/schema.js';
import { inputBytes, type Fill } from './inputs.js';
import { makeModel, type ModelSpec } from './make_model.js';

export interface OpCase {
  readonly name: string;
  readonly model: ModelSpec;
  /** Runs on one instance, one after the other; more than one is for operators with state. Default 1. */
  readonly invocations?: number;
  /** How each input is filled, in the order of the model's inputs; default `random`. */
  readonly fills?: readonly Fill[];
  /** For float32 outputs; integers are always exact. Default: atol 1e-6, rtol 1e-5. */
  readonly tolerance?: { readonly atol: number; readonly rtol: number };
  /** TFLM refuses this model and so do we, with a message that contains this text. */
  readonly refused?: string;
  /** Who gives the right answer, for what TFLM does not run: TensorFlow Lite's reference kernels. Default: TFLM. */
  readonly oracle?: 'tensorflow';
}

/** The module of an operator's cases. */
export interface CasesModule { readonly cases: readonly OpCase[] }

/** TFLM's answer to one case, as recorded beside the tests. */
export interface Recorded {
  /** First 16 hex digits of the SHA-256 of the model, the inputs and the oracle: a changed case needs a new recording. */
  readonly hash: string;
  /** Output bytes in base64, by invocation and output. Absent: TFLM refused. */
  readonly outputs?: readonly (readonly string[])[];
  readonly error?: string;
}

export interface LoadedCase {
  readonly op: string;
  readonly case: OpCase;
  readonly modelBytes: Uint8Array;
  /** Raw bytes by invocation and input. */
  readonly inputs: readonly (readonly Uint8Array[])[];
  readonly hash: string;
  /** TFLM's output bytes by invocation and output; absent when the case is refused, or not recorded as it is now. */
  readonly recorded?: readonly (readonly Uint8Array[])[];
  /** TFLM's own message, when it refused. */
  readonly recordedError?: string;
}

const root = new URL('../../../', import.meta.url);

export function recordedFile(op: string): string {
  return fileURLToPath(new URL(`test/ops/recorded/${op}.json`, root));
}

/** Names of all operators with cases, in alphabetical order; of those in the environment's BURIN_TEST_OPS (`add,sub`) where it is set. */
export function operatorsWithCases(): readonly string[] {
  const wanted = process.env['BURIN_TEST_OPS']?.split(',');
  return readdirSync(new URL('../ops/', import.meta.url))
    .flatMap((file) => (file.endsWith('.cases.js') ? [file.slice(0, -'.cases.js'.length)] : []))
    .filter((op) => wanted === undefined || wanted.includes(op)).sort();
}

/** The cases of some operators (default: all), with models built, inputs made and recordings looked up. */
export async function loadCases(operators: readonly string[] = operatorsWithCases()): Promise<readonly LoadedCase[]> {
  const loaded: LoadedCase[] = [];
  for (const op of operators) loaded.push(...prepareCases(op, (await loadModule(op)).cases));
  return loaded;
}

/** What `<op>.cases.ts` exports. */
export async function loadModule(op: string): Promise<CasesModule> {
  return (await import(new URL(`../ops/${op}.cases.js`, import.meta.url).href)) as CasesModule;
}

/** The same for cases at hand. */
export function prepareCases(op: string, cases: readonly OpCase[]): readonly LoadedCase[] {
  const names = cases.map((entry) => entry.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two cases of ${op} are called "${twice}"`);
  const file = recordedFile(op);
  const recordings = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Recorded>>) : {};
  return cases.map((entry) => prepare(op, entry, recordings[entry.name]));
}

function prepare(op: string, entry: OpCase, recording: Recorded | undefined): LoadedCase {
  const modelBytes = makeModel(entry.model);
  const inputs = makeInputs(entry);
  const digest = createHash('sha256').update(modelBytes);
  for (const input of inputs.flat()) digest.update(input);
  if (entry.oracle !== undefined) digest.update(entry.oracle);
  const hash = digest.digest('hex').slice(0, 16);
  const base = { op, case: entry, modelBytes, inputs, hash };
  if (recording === undefined || recording.hash !== hash) return base;
  if (recording.error !== undefined) return { ...base, recordedError: recording.error };
  return { ...base, recorded: (recording.outputs ?? []).map((outputs) => outputs.map((text) => new Uint8Array(Buffer.from(text, 'base64')))) };
}

function makeInputs(entry: OpCase): readonly (readonly Uint8Array[])[] {
  return Array.from({ length: entry.invocations ?? 1 }, (_, invocation) => entry.model.inputs.map((tensor, input) => {
    const spec = entry.model.tensors[tensor];
    const element = spec && elementOf[spec.type];
    if (spec === undefined || element === undefined) throw new Error(`${entry.name}: input ${input} is no tensor that can be filled`);
    const count = elementCount(spec.shape);
    const bytes = inputBytes(element, count, entry.fills?.[input] ?? 'random', `${entry.name}/${invocation}/${input}`, invocation * count);
    if (bytes.byteLength !== count * elementBytes(element)) throw new Error(`${entry.name}: input ${input} has the wrong size`);
    return bytes;
  }));
}
