/** What tuning measured and chose, in a file beside the model: `kws.tflite.tune.json`. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { fail } from '../../runtime-ts/diagnostic.js';
import { optimizations, type Optimize } from '../select/select_kernels.js';
import { forms, type MeasuredVariant, type TuneTotals, type Tuning, type Variant } from '../select/tuning.js';
import { readBytes, sha256, writeTogether } from './files.js';
import { fileHash, isLanguageModel, mainFile } from './language_model_file.js';
import { packageVersion } from './package_files.js';

/** What was measured for a target and a level of `--optimize`. */
export interface TuningRecord {
  readonly target: string;
  readonly optimize: Optimize;
  /** What was counted: by the emulator, or where there is a runner, by the board's timer. */
  readonly by: 'instructions' | 'cycles';
  readonly runner: string | null;
  readonly ram: number | null;
  readonly keepCompressed: boolean;
  /** False until all variants are measured; such a record chooses nothing, and tuning goes on from it. */
  readonly complete: boolean;
  readonly before: TuneTotals | null;
  readonly after: TuneTotals | null;
  readonly layers: readonly {
    readonly name: string;
    readonly operator: string;
    /** Null where the default is the best. */
    readonly chosen: Variant | null;
    readonly measured: readonly MeasuredVariant[];
  }[];
}

export interface TuningFile {
  readonly format: 1;
  /** SHA-256 of the model's file. */
  readonly model: string;
  readonly compiler: string;
  readonly records: readonly TuningRecord[];
}

// The types are written out, so that the package's declarations are free of the library's.
const bytes = z.number().int().min(0), variant = { kernel: z.string(), form: z.enum(forms) };
const totalsSchema = z.object({ count: z.number(), flashWeights: bytes, flashCode: bytes, arena: bytes });

const recordSchema: z.ZodType<TuningRecord> = z.object({
  target: z.string(),
  optimize: z.enum(optimizations),
  by: z.enum(['instructions', 'cycles']),
  runner: z.string().nullable(),
  ram: z.number().nullable(),
  keepCompressed: z.boolean(),
  complete: z.boolean(),
  before: totalsSchema.nullable(),
  after: totalsSchema.nullable(),
  layers: z.array(z.object({
    name: z.string(),
    operator: z.string(),
    chosen: z.object(variant).nullable(),
    measured: z.array(z.object({ ...variant, count: z.number(), weightBytes: bytes, codeBytes: bytes })),
  })),
});

const fileSchema: z.ZodType<TuningFile> = z.object({
  format: z.literal(1),
  model: z.string(),
  compiler: z.string(),
  records: z.array(recordSchema),
});

/** Where a model's record is. */
export function tuningPath(model: string): string {
  return `${model.replace(/[\\/]+$/, '')}.tune.json`;
}

function hashOf(model: string): string {
  return isLanguageModel(model) ? fileHash(mainFile(model)) : sha256(readBytes(model));
}

/** The file's records. None where there is no file, or where it is of another model or another compiler, of which `warn` hears; N0410 where it is damaged. */
export function readTuning(model: string, warn: (text: string) => void): readonly TuningRecord[] {
  const path = tuningPath(model);
  if (!existsSync(path)) return [];
  const damaged = (why: string): never => fail('N0410', 'is no tuning record', { where: `file ${path}`, why, hint: 'Delete it, or put the one back that "burin tune" wrote.' });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(readBytes(path)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return damaged(error.message);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return damaged(z.prettifyError(parsed.error));
  const stale = parsed.data.model !== hashOf(model) ? 'another model file' : parsed.data.compiler !== packageVersion() ? `burin ${parsed.data.compiler}` : undefined;
  if (stale === undefined) return parsed.data.records;
  warn(`${path} is of ${stale} and is ignored; "burin tune" measures anew`);
  return [];
}

/** The choices for a target, if they were made. */
export function findTuning(model: string, target: string, optimize: Optimize, warn: (text: string) => void): Tuning | undefined {
  const record = readTuning(model, warn).find((one) => one.target === target && one.optimize === optimize && one.complete);
  return record && new Map(record.layers.flatMap(({ name, chosen }) => (chosen === null ? [] : [[name, chosen] as const])));
}

/** Writes a record in the place of the one for the same target and level; others of the same model and compiler stay. */
export function writeTuning(model: string, record: TuningRecord, others: readonly TuningRecord[]): void {
  const kept = others.filter(({ target, optimize }) => target !== record.target || optimize !== record.optimize);
  const file: TuningFile = { format: 1, model: hashOf(model), compiler: packageVersion(), records: [...kept, record] };
  writeTogether(new Map([[tuningPath(model), `${JSON.stringify(file, null, 1)}\n`]]));
}
