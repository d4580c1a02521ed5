/**
 * Takes weights out of a language model, without training it again. Heads, channels and layers leave smaller matrices behind; single weights become zeros. What goes is chosen by
 * what it costs on a text. Works on a model held in memory.
 */
import { BlockwiseForward, longestOf, readLayer } from './blockwise_forward.js';
import type { Checkpoint, FloatMatrix, LanguageModelConfig, LayerMatrix, MatrixRole, VectorRole } from './checkpoint.js';
import { evaluate, statesOf, type FinalStates } from './evaluate.js';
import { finiteFloats, floatMatrix } from './float_tensors.js';
import { MemoryCheckpoint } from './memory_checkpoint.js';
import { layerMatrices, tensorPlaces } from './tensors.js';

export type Pruning =
  /** The smallest weights of every matrix in the layers become 0. */
  | { readonly kind: 'magnitude'; readonly share: number }
  /** Of every four weights side by side in a row the two smaller become 0; of a shorter rest the smaller half, rounded down. */
  | { readonly kind: '2:4' }
  /** So many go: of every layer's query heads, with their keys and values; of every layer's feed-forward channels; of the layers. */
  | { readonly kind: 'heads' | 'channels' | 'layers'; readonly count: number };

export interface Pruned {
  readonly model: MemoryCheckpoint;
  /** What went: `layer 0: heads 2, 3`. */
  readonly removed: readonly string[];
}

type Sequences = readonly (readonly number[])[];
type Progress = (text: string) => void;

/** How many of a kind can go, and in steps of what: heads that share keys and values go together, and one of everything stays. */
export function prunable(kind: 'heads' | 'channels' | 'layers', c: LanguageModelConfig): { readonly most: number; readonly step: number } {
  const step = kind === 'heads' ? c.heads / c.keyValueHeads : 1;
  return { most: { heads: c.heads, channels: c.feedForwardWidth, layers: c.layers }[kind] - step, step };
}

/** Prunes to float32. `count` is as `prunable` allows. Weights that are not finite are N0652. */
export function prune(checkpoint: Checkpoint, pruning: Pruning, sequences: Sequences, progress: Progress = () => undefined): Pruned {
  const model = changed(checkpoint, checkpoint.config, (role) => floatMatrix(checkpoint.matrix(role), role), (role) => finiteFloats(checkpoint, role));
  switch (pruning.kind) {
    case 'magnitude': return { model: zeroed(model, (matrix) => smallest(matrix, pruning.share)), removed: [] };
    case '2:4': return { model: zeroed(model, twoOfFour), removed: [] };
    case 'heads': return withoutHeads(model, pruning.count, sequences, progress);
    case 'channels': return withoutChannels(model, pruning.count, sequences, progress);
    case 'layers': return withoutLayers(model, pruning.count, sequences, progress);
  }
}

/** A model of other tensors. */
function changed(of: Checkpoint, config: LanguageModelConfig, matrix: (role: MatrixRole) => FloatMatrix, vector: (role: VectorRole) => Float32Array): MemoryCheckpoint {
  const model = new MemoryCheckpoint(of.name, config, of.keyValue);
  for (const { kind, role } of tensorPlaces(config)) {
    if (kind === 'vector') model.putVector(role, vector(role));
    else model.putMatrix(role, matrix(role));
  }
  return model;
}

const float = (model: Checkpoint, role: MatrixRole): FloatMatrix => floatMatrix(model.matrix(role), role);

function zeroed(model: MemoryCheckpoint, gone: (matrix: FloatMatrix) => Iterable<number>): MemoryCheckpoint {
  return changed(model, model.config, (role) => {
    const matrix = float(model, role), values = matrix.values.slice();
    if (role.kind !== 'embedding' && role.kind !== 'classifier') for (const at of gone(matrix)) values[at] = 0;
    return { ...matrix, values };
  }, (role) => model.vector(role));
}

/** The places of the smallest magnitudes; of equals the first. */
function smallest({ values }: FloatMatrix, share: number): Iterable<number> {
  return ascending(values, Array.from(values.keys())).slice(0, Math.round(share * values.length));
}

function twoOfFour({ rows, columns, values }: FloatMatrix): Iterable<number> {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: Math.ceil(columns / 4) }, (__, four) => {
    const from = 4 * four, length = Math.min(4, columns - from);
    return ascending(values, Array.from({ length }, (___, i) => row * columns + from + i)).slice(0, Math.floor(length / 2));
  }).flat()).flat();
}

function ascending(values: Float32Array, places: readonly number[]): readonly number[] {
  return [...places].sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!) || a - b);
}

/** KL(reference ‖ model), nats a token. */
function loss(model: Checkpoint, sequences: Sequences, reference: FinalStates): number {
  return evaluate(sequences, statesOf(model, sequences), reference).kl ?? Infinity;
}

/** The candidate that costs least; the first of equals. NaN counts as infinite. */
function cheapest<T>(candidates: readonly T[], cost: (candidate: T) => number): T {
  let best: T | undefined, least = Infinity;
  for (const candidate of candidates) {
    const its = cost(candidate);
    if (best === undefined || its < least) {
      best = candidate;
      least = its;
    }
  }
  if (best === undefined) throw new Error('there is nothing to choose from');
  return best;
}

/** One layer after another goes, each time the one whose loss is measured to cost least. */
function withoutLayers(model: MemoryCheckpoint, count: number, sequences: Sequences, progress: Progress): Pruned {
  const reference = statesOf(model, sequences);
  let kept = Array.from({ length: model.config.layers }, (_, layer) => layer);
  const of = (layers: readonly number[]): MemoryCheckpoint => {
    const moved = <T extends MatrixRole | VectorRole>(role: T): T => ('layer' in role ? { ...role, layer: layers[role.layer]! } : role);
    return changed(model, { ...model.config, layers: layers.length }, (role) => float(model, moved(role)), (role) => model.vector(moved(role)));
  };
  const removed: number[] = [];
  while (removed.length < count) {
    progress(`layer ${removed.length + 1} of ${count}`);
    const gone = cheapest(kept, (layer) => loss(of(kept.filter((one) => one !== layer)), sequences, reference));
    removed.push(gone);
    kept = kept.filter((one) => one !== gone);
  }
  return { model: of(kept), removed: [`layers ${removed.sort((a, b) => a - b).join(', ')}`] };
}

/** Heads that share keys and values go together. Layers come in turn; in each the group goes whose loss, beside all that went before, is measured to cost least. */
function withoutHeads(model: MemoryCheckpoint, count: number, sequences: Sequences, progress: Progress): Pruned {
  const { config } = model, { headWidth, keyValueHeads, layers } = config, share = config.heads / keyValueHeads, each = count / share, reference = statesOf(model, sequences);
  const kept = Array.from({ length: layers }, () => Array.from({ length: keyValueHeads }, (_, group) => group));
  /** The same shapes, with what the others of a layer bring taken from the residual stream. */
  const silenced = (groups: readonly (readonly number[])[]): MemoryCheckpoint => changed(model, config, (role) => {
    const matrix = float(model, role);
    if (role.kind !== 'output') return matrix;
    const stay = groups[role.layer]!, values = matrix.values.map((value, at) => (stay.includes(Math.floor((at % matrix.columns) / (share * headWidth))) ? value : 0));
    return { ...matrix, values };
  }, (role) => model.vector(role));
  for (let layer = 0; layer < layers; layer++)
    for (let gone = 0; gone < each; gone++) {
      progress(`heads: layer ${layer + 1} of ${layers}`);
      const without = (group: number): readonly number[] => kept[layer]!.filter((one) => one !== group);
      kept[layer] = [...without(cheapest(kept[layer]!, (group) => loss(silenced(kept.map((groups, at) => (at === layer ? without(group) : groups))), sequences, reference)))];
    }
  const smaller = { ...config, keyValueHeads: keyValueHeads - each, heads: config.heads - count };
  const heads = (groups: readonly number[]): readonly number[] => groups.flatMap((group) => Array.from({ length: share }, (_, i) => group * share + i));
  const numbers = (of: readonly number[]): readonly number[] => of.flatMap((head) => Array.from({ length: headWidth }, (_, i) => head * headWidth + i));
  const stay = (kind: string, layer: number): readonly number[] => numbers(kind.startsWith('key') || kind.startsWith('value') ? kept[layer]! : heads(kept[layer]!));
  return {
    model: changed(model, smaller, (role) => {
      const matrix = float(model, role);
      switch (role.kind) {
        case 'query': case 'key': case 'value': return rowsOf(matrix, stay(role.kind, role.layer));
        case 'output': return columnsOf(matrix, stay(role.kind, role.layer));
        default: return matrix;
      }
    }, (role) => {
      const vector = model.vector(role);
      return role.kind === 'queryBias' || role.kind === 'keyBias' || role.kind === 'valueBias' ? Float32Array.from(stay(role.kind, role.layer), (at) => vector[at]!) : vector;
    }),
    removed: kept.map((groups, layer) => `layer ${layer}: heads ${heads(Array.from({ length: keyValueHeads }, (_, group) => group).filter((group) => !groups.includes(group))).join(', ')}`),
  };
}

/** In every layer the channels go that bring least to the residual stream: least sum over the text of h_c² times |column c of down|². Layers come in turn, each after those before it were pruned. */
function withoutChannels(model: MemoryCheckpoint, count: number, sequences: Sequences, progress: Progress): Pruned {
  const { config } = model, smaller = { ...config, feedForwardWidth: config.feedForwardWidth - count }, forward = new BlockwiseForward(config, model.keyValue, longestOf(sequences));
  const streams = sequences.map((tokens) => forward.embed(model.matrix({ kind: 'embedding' }), tokens)), made = new Map<string, FloatMatrix>(), removed: string[] = [];
  for (let at = 0; at < config.layers; at++) {
    progress(`channels: layer ${at + 1} of ${config.layers}`);
    const layer = readLayer(model, at), down = float(model, { kind: 'down', layer: at }), energy = new Float64Array(config.feedForwardWidth);
    for (const x of streams) {
      forward.add(x, layer.matrices.output, forward.attend(forward.normalize(x, layer.vectors.attentionNorm), layer));
      forward.feedForward(forward.normalize(x, layer.vectors.feedForwardNorm), layer).forEach((h, i) => { energy[i % energy.length]! += h * h; });
    }
    down.values.slice(0, down.columns).forEach((_, c) => {
      let square = 0;
      for (let row = 0; row < down.rows; row++) square += down.values[row * down.columns + c]! ** 2;
      energy[c]! *= square;
    });
    const order = Array.from(energy.keys()).sort((a, b) => energy[a]! - energy[b]! || a - b), stay = order.slice(count).sort((a, b) => a - b);
    const matrices = { ...layer.matrices, gate: rowsOf(float(model, { kind: 'gate', layer: at }), stay), up: rowsOf(float(model, { kind: 'up', layer: at }), stay), down: columnsOf(down, stay) };
    for (const kind of ['gate', 'up', 'down'] as const) made.set(`${kind} ${at}`, matrices[kind]);
    for (const x of streams) forward.add(x, matrices.down, forward.feedForward(forward.normalize(x, layer.vectors.feedForwardNorm), { ...layer, matrices }));
    removed.push(`layer ${at}: channels ${order.slice(0, count).sort((a, b) => a - b).join(', ')}`);
  }
  return { model: changed(model, smaller, (role) => ('layer' in role ? made.get(`${role.kind} ${role.layer}`) : undefined) ?? float(model, role), (role) => model.vector(role)), removed };
}

function rowsOf({ columns, values }: FloatMatrix, rows: readonly number[]): FloatMatrix {
  const kept = new Float32Array(rows.length * columns);
  rows.forEach((row, at) => { kept.set(values.subarray(row * columns, (row + 1) * columns), at * columns); });
  return { kind: 'float32', rows: rows.length, columns, values: kept };
}

function columnsOf({ rows, columns, values }: FloatMatrix, stay: readonly number[]): FloatMatrix {
  const kept = new Float32Array(rows * stay.length);
  for (let row = 0; row < rows; row++) stay.forEach((column, at) => { kept[row * stay.length + at] = values[row * columns + column]!; });
  return { kind: 'float32', rows, columns: stay.length, values: kept };
}

/** Share of the layers' weights that are 0. */
export function zeroShare(model: Checkpoint): number {
  let zeros = 0, all = 0;
  for (let layer = 0; layer < model.config.layers; layer++)
    for (const kind of layerMatrices satisfies readonly LayerMatrix[]) {
      const { values } = float(model, { kind, layer });
      all += values.length;
      for (const value of values) if (value === 0) zeros++;
    }
  return zeros / all;
}
