/**
 * The combination of schemes that loses least within a budget. What each kind of matrix loses in each scheme is measured alone; losses add up nearly, so every combination is
 * foretold, and the best that fit are made and measured.
 */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Checkpoint, KeyValueFormat, LayerMatrix, MatrixRole } from './checkpoint.js';
import { evaluate, statesOf, type FinalStates } from './evaluate.js';
import { floatMatrix } from './float_tensors.js';
import { keyValueBytes, keyValueFormats, rotaryBytes, workingBytes } from './key_value.js';
import { MemoryCheckpoint } from './memory_checkpoint.js';
import { quantizeModel, type Method } from './quantize_model.js';
import { roundToNearest } from './round_to_nearest.js';
import { groupOf, quantizedBytes, schemeOf, type Scheme, type SchemeName } from './scheme.js';
import { layerMatrices, tensorPlaces } from './tensors.js';
import type { Sequences } from './token_file.js';

export interface Budget {
  /** For weights with scales and norms, and rotary tables. */
  readonly flash: number;
  /** For the key-value cache and the vectors of a step. */
  readonly ram: number;
}

export interface FitOptions {
  readonly budget: Budget;
  /** Positions that the model is to have. */
  readonly context: number;
  readonly method: Method;
  readonly actOrder: boolean;
  /** Formats of the cache that may be taken. */
  readonly keyValues: readonly KeyValueFormat[];
  readonly calibration: Sequences;
  readonly progress?: (text: string) => void;
}

export type FitKind = LayerMatrix | 'embedding';
export type Combination = Readonly<Record<FitKind, Scheme>>;

/** One combination of schemes. Losses are KL from the float model in nats a token, on sequences that calibration has not seen. */
export interface FitPoint {
  readonly schemes: Readonly<Record<FitKind, SchemeName>>;
  readonly bytes: number;
  /** The sum of what the kinds lose alone. */
  readonly foretold: number;
  /** Rounded to nearest. */
  readonly rounded?: number;
  /** Made by the method that was asked for. */
  readonly made?: number;
}

export interface FitResult {
  readonly choice: Combination;
  readonly keyValue: KeyValueFormat;
  /** Bytes of flash and RAM that the choice takes. */
  readonly flash: number;
  readonly ram: number;
  /** No other combination is foretold to lose less in fewer bytes; by bytes. */
  readonly frontier: readonly FitPoint[];
  /** Those that were made, the best first. */
  readonly finalists: readonly FitPoint[];
}

const kinds: readonly FitKind[] = ['embedding', ...layerMatrices];
const candidates: readonly Scheme[] = (['w8', 'w4g32', 'w4g64', 'w3g32'] as const).map((name) => schemeOf(name, ''));
/** Tokens that losses are measured on, combinations that are made, and points of the frontier that are shown. */
const measuredTokens = 1024, madeCount = 3, shownCount = 12;

export function kindOf({ kind }: MatrixRole): FitKind {
  return kind === 'classifier' ? 'embedding' : kind;
}

/** Finds the schemes; N0654 where nothing fits. */
export function fitBudget(checkpoint: Checkpoint, options: FitOptions): FitResult {
  const { budget, context, calibration, progress = () => undefined } = options, { config } = checkpoint;
  const sizes = sizesOf(checkpoint), fixed = tensorPlaces(config).reduce((sum, place) => sum + (place.kind === 'vector' ? 4 * place.length : 0), 0), tables = rotaryBytes(config, context);
  const working = workingBytes(config, context), fitting = options.keyValues.filter((format) => keyValueBytes(config, format, context) + working <= budget.ram);
  const smallest = kinds.reduce((sum, kind) => sum + Math.min(...candidates.map(({ name }) => sizes(kind, name))), fixed);
  if (smallest + tables > budget.flash) fail('N0654', `the smallest schemes take ${smallest} B and rotary tables ${tables} B; the budget has ${budget.flash} B of flash`, { where: '--fit' });
  if (fitting.length === 0) {
    const least = options.keyValues.at(-1) ?? 'f32';
    fail('N0654', `a cache of ${least} for ${context} positions takes ${keyValueBytes(config, least, context)} B and a step about ${working} B; the budget has ${budget.ram} B of RAM`, { where: '--fit' });
  }
  const { held, training } = split(calibration), reference = statesOf(checkpoint, held);
  const loss = (model: Checkpoint): number => evaluate(held, statesOf(model, held), reference as FinalStates).kl ?? 0;
  let done = 0;
  const measure = (what: string, model: Checkpoint): number => {
    progress(`${what} (${++done})`);
    return loss(model);
  };
  const alone = new Map(kinds.flatMap((kind) => candidates.map((scheme) => [`${kind} ${scheme.name}`, measure(`${kind} ${scheme.name}`, rounded(checkpoint, (role) => (kindOf(role) === kind ? scheme : undefined)))] as const)));
  const keyValue = fitting[0] ?? 'f32';
  const points = combinations().map((choice) => ({ choice, bytes: kinds.reduce((sum, kind) => sum + sizes(kind, choice[kind].name), fixed), foretold: kinds.reduce((sum, kind) => sum + (alone.get(`${kind} ${choice[kind].name}`) ?? 0), 0) }));
  points.sort((a, b) => a.bytes - b.bytes || a.foretold - b.foretold);
  const best = points.filter(({ bytes }) => bytes + tables <= budget.flash).sort((a, b) => a.foretold - b.foretold || a.bytes - b.bytes).slice(0, madeCount);
  const finalists = best.map((point) => {
    const made = new MemoryCheckpoint(checkpoint.name, config, keyValue);
    progress(`making ${point.bytes} B`);
    quantizeModel(checkpoint, { scheme: (role) => point.choice[kindOf(role)], method: options.method, actOrder: options.actOrder, calibration: training }, made);
    return { ...point, made: loss(made) };
  }).sort((a, b) => a.made - b.made);
  const [first] = finalists;
  if (first === undefined) throw new Error('nothing fits');
  return {
    choice: first.choice, keyValue, flash: first.bytes + tables, ram: keyValueBytes(config, keyValue, context) + working, finalists: finalists.map(shown),
    frontier: thin(frontierOf(points)).map((point) => ({ ...shown(point), rounded: measure(`${point.bytes} B`, rounded(checkpoint, (role) => point.choice[kindOf(role)])) })),
  };
}

interface Point { readonly choice: Combination; readonly bytes: number; readonly foretold: number; readonly made?: number }

function shown({ choice, ...rest }: Point): FitPoint {
  return { schemes: Object.fromEntries(kinds.map((kind) => [kind, choice[kind].name])) as FitPoint['schemes'], ...rest };
}

/** Bytes of all matrices of a kind in a scheme. */
function sizesOf({ config }: Checkpoint): (kind: FitKind, scheme: SchemeName) => number {
  const sizes = new Map<string, number>();
  for (const place of tensorPlaces(config)) if (place.kind === 'matrix') for (const scheme of candidates) {
    const key = `${kindOf(place.role)} ${scheme.name}`;
    sizes.set(key, (sizes.get(key) ?? 0) + quantizedBytes(scheme, place.rows, place.columns, groupOf(scheme, place.columns)));
  }
  return (kind, scheme) => sizes.get(`${kind} ${scheme}`) ?? 0;
}

function combinations(): readonly Combination[] {
  return kinds.reduce<readonly Partial<Record<FitKind, Scheme>>[]>((found, kind) => found.flatMap((one) => candidates.map((scheme) => ({ ...one, [kind]: scheme }))), [{}]) as readonly Combination[];
}

/** A model that rounds its matrices when they are read; those without a scheme stay. */
function rounded(checkpoint: Checkpoint, schemeFor: (role: MatrixRole) => Scheme | undefined): Checkpoint {
  const { name, config, keyValue } = checkpoint;
  return {
    name, config, keyValue, vector: (role) => checkpoint.vector(role),
    matrix(role) {
      const matrix = checkpoint.matrix(role), scheme = schemeFor(role);
      return scheme === undefined ? matrix : roundToNearest(floatMatrix(matrix, role), scheme.bits, groupOf(scheme, matrix.columns));
    },
  };
}

/** The last eighth of the sequences, up to so many tokens, is kept from calibration; a single sequence is used for both. */
function split(sequences: Sequences): { readonly held: Sequences; readonly training: Sequences } {
  const count = Math.max(1, Math.floor(sequences.length / 8)), held: (readonly number[])[] = [];
  let tokens = 0;
  for (const sequence of sequences.slice(-count).reverse()) {
    if (held.length > 0 && tokens + sequence.length > measuredTokens) break;
    held.push(sequence);
    tokens += sequence.length;
  }
  return { held, training: sequences.length > 1 ? sequences.slice(0, -count) : sequences };
}

function frontierOf(points: readonly Point[]): readonly Point[] {
  let least = Infinity;
  return points.filter(({ foretold }) => {
    if (foretold >= least) return false;
    least = foretold;
    return true;
  });
}

/** A dozen of the frontier, evenly by bytes, its ends included. */
function thin(points: readonly Point[]): readonly Point[] {
  const from = points[0]?.bytes ?? 0, to = points.at(-1)?.bytes ?? 0;
  return points.filter(({ bytes }, at) => {
    const slot = (value: number): number => Math.floor(((value - from) / Math.max(to - from, 1)) * (shownCount - 1));
    return at === 0 || slot(bytes) > slot(points[at - 1]!.bytes);
  });
}

/** `flash=160K,ram=96K`; what is not named is unlimited. */
export function parseBudget(text: string): Budget {
  const units: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }, budget = { flash: Infinity, ram: Infinity };
  for (const part of text.split(',')) {
    const [, name, number, unit = ''] = /^(flash|ram)=(\d+(?:\.\d+)?)([KMG]?)B?$/i.exec(part) ?? [];
    if (name === undefined) fail('N0404', `"${part}" is no budget`, { where: '--fit', hint: 'Write flash=BYTES, ram=BYTES or both with a comma, such as flash=160K,ram=96K.' });
    else budget[name.toLowerCase() as 'flash' | 'ram'] = Math.floor(Number(number) * units[unit.toUpperCase()]!);
  }
  return budget;
}

/** The formats that --kv leaves. */
export function keyValuesOf(format: KeyValueFormat | undefined): readonly KeyValueFormat[] {
  return format === undefined ? keyValueFormats : [format];
}
