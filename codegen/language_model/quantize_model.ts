/** Quantizes a language model, layer after layer; no more than one layer and the calibration's residual streams are held. */
import { fail } from '../../runtime-ts/diagnostic.js';
import { awqLayer } from './awq.js';
import { BlockwiseForward, longestOf, readLayer, type Layer } from './blockwise_forward.js';
import type { Checkpoint, LayerMatrix, Matrix, MatrixRole } from './checkpoint.js';
import { finiteFloats, floatMatrix } from './float_tensors.js';
import { gptq } from './gptq.js';
import type { TensorSink } from './memory_checkpoint.js';
import { Moments } from './moments.js';
import { roundToNearest } from './round_to_nearest.js';
import { groupOf, type Scheme } from './scheme.js';
import { layerMatrices, layerVectors, tensorName } from './tensors.js';

export type Method = 'rtn' | 'gptq' | 'awq';
export const methods: readonly Method[] = ['rtn', 'gptq', 'awq'];

export interface QuantizeOptions {
  /** The scheme of a matrix; undefined leaves it float32. */
  scheme(role: MatrixRole): Scheme | undefined;
  readonly method: Method;
  readonly actOrder: boolean;
  /** Sequences of tokens; GPTQ and AWQ need some. */
  readonly calibration: readonly (readonly number[])[];
  /** Told after every matrix. */
  readonly progress?: ((done: number, all: number) => void) | undefined;
}

/** Quantizes `checkpoint` into `sink`. Weights that are not finite are N0652. The embedding and the classifier are always rounded to nearest. */
export function quantizeModel(checkpoint: Checkpoint, options: QuantizeOptions, sink: TensorSink): void {
  const { config } = checkpoint, all = config.layers * layerMatrices.length + (config.tiedEmbedding ? 1 : 2);
  let done = 0;
  const finish = (role: MatrixRole, matrix: Matrix): void => {
    checkScales(matrix, role);
    sink.putMatrix(role, matrix);
    options.progress?.(++done, all);
  };
  const rounded = (role: MatrixRole): Matrix => roundMatrix(checkpoint.matrix(role), role, options);
  const embedding = rounded({ kind: 'embedding' });
  finish({ kind: 'embedding' }, embedding);
  const calibrated = options.method === 'rtn' ? undefined : calibrate(checkpoint, embedding, options);
  for (let at = 0; at < config.layers; at++) {
    const layer = calibrated?.(at);
    for (const kind of layerMatrices) finish({ kind, layer: at }, layer?.matrices[kind] ?? rounded({ kind, layer: at }));
    for (const kind of layerVectors(config)) sink.putVector({ kind, layer: at }, layer?.vectors[kind] ?? finiteFloats(checkpoint, { kind, layer: at }));
  }
  sink.putVector({ kind: 'finalNorm' }, finiteFloats(checkpoint, { kind: 'finalNorm' }));
  if (!config.tiedEmbedding) finish({ kind: 'classifier' }, rounded({ kind: 'classifier' }));
}

/** Binary16 ends at 65504. */
function checkScales(matrix: Matrix, role: MatrixRole): void {
  if (matrix.kind === 'quantized' && matrix.scales.some((scale) => (scale & 0x7c00) === 0x7c00)) fail('N0652', 'its weights are too large for the scales of its scheme', { where: `tensor ${tensorName(role)}` });
}

/** Rounded to nearest, unless it has its scheme's form already. */
function roundMatrix(matrix: Matrix, role: MatrixRole, { scheme }: Pick<QuantizeOptions, 'scheme'>): Matrix {
  const wanted = scheme(role);
  if (wanted !== undefined && matrix.kind === 'quantized' && matrix.bits === wanted.bits && matrix.group === groupOf(wanted, matrix.columns)) return matrix;
  const float = floatMatrix(matrix, role);
  return wanted === undefined ? float : roundToNearest(float, wanted.bits, groupOf(wanted, float.columns));
}

/** Runs the float model and the one that becomes quantized beside each other; gives each layer when it is quantized. */
function calibrate(checkpoint: Checkpoint, embedding: Matrix, options: QuantizeOptions): (layer: number) => Layer {
  const { config } = checkpoint, { calibration, method } = options, forward = new BlockwiseForward(config, 'f32', longestOf(calibration));
  const embed = (matrix: Matrix): readonly Float32Array[] => calibration.map((tokens) => forward.embed(matrix, tokens));
  const float = embed(checkpoint.matrix({ kind: 'embedding' })), own = method === 'gptq' ? embed(embedding) : float;
  return (at) => {
    const layer = floatLayer(checkpoint, at);
    if (method === 'gptq') return gptqLayer(forward, layer, at, own, float, options);
    const folded = awqLayer(forward, layer, float, (kind) => options.scheme({ kind, layer: at }));
    for (const x of float) forward.layer(x, layer);
    return { vectors: folded.vectors, matrices: Object.fromEntries(layerMatrices.map((kind) => [kind, roundMatrix(folded.matrices[kind], { kind, layer: at }, options)])) as Layer['matrices'] };
  };
}

/** A layer with float32 matrices, all finite. */
function floatLayer(checkpoint: Checkpoint, at: number): Layer {
  const { matrices, vectors } = readLayer(checkpoint, at);
  for (const kind of layerVectors(checkpoint.config)) finiteFloats(checkpoint, { kind, layer: at });
  return { vectors, matrices: Object.fromEntries(layerMatrices.map((kind) => [kind, floatMatrix(matrices[kind], { kind, layer: at })])) as Layer['matrices'] };
}

/**
 * Quantizes a layer, each matrix with the inputs that it has when those before it are quantized, and brings both streams to the layer's end.
 */
function gptqLayer(forward: BlockwiseForward, layer: Layer, at: number, own: readonly Float32Array[], float: readonly Float32Array[], options: QuantizeOptions): Layer {
  const matrices: Record<LayerMatrix, Matrix> = { ...layer.matrices }, quantized: Layer = { matrices, vectors: layer.vectors };
  const quantize = (kinds: readonly LayerMatrix[], moments: Moments): void => {
    for (const kind of kinds) {
      const matrix = layer.matrices[kind], scheme = options.scheme({ kind, layer: at });
      if (scheme === undefined || matrix.kind !== 'float32') continue;
      const { rows, columns } = matrix;
      matrices[kind] = gptq(moments.target(matrix.values), rows, columns, moments, { bits: scheme.bits, group: groupOf(scheme, columns), actOrder: options.actOrder });
    }
  };
  /** One half of a layer: what its first matrices take, then what its last one takes. */
  const half = (first: readonly LayerMatrix[], last: 'output' | 'down', gain: Float32Array | undefined, mix: (normalized: Float32Array, from: Layer) => Float32Array): void => {
    const before = new Moments(layer.matrices[first[0]!].columns), after = new Moments(layer.matrices[last].columns);
    own.forEach((x, sequence) => { before.add(forward.normalize(x, gain), forward.normalize(float[sequence]!, gain)); });
    quantize(first, before);
    const mixed = own.map((x, sequence) => {
      const ours = mix(forward.normalize(x, gain), quantized), theirs = mix(forward.normalize(float[sequence]!, gain), layer);
      after.add(ours, theirs, float[sequence]!.map((value, i) => value - x[i]!));
      forward.add(float[sequence]!, layer.matrices[last], theirs);
      return ours;
    });
    quantize([last], after);
    own.forEach((x, sequence) => { forward.add(x, matrices[last], mixed[sequence]!); });
  };
  half(['query', 'key', 'value'], 'output', layer.vectors.attentionNorm, (normalized, from) => forward.attend(normalized, from));
  half(['gate', 'up'], 'down', layer.vectors.feedForwardNorm, (normalized, from) => forward.feedForward(normalized, from));
  return quantized;
}
