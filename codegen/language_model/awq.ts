/**
 * AWQ (Lin et al., 2023): columns whose inputs are large are multiplied before they are rounded, and so lose less; the factors' inverses go into what makes those inputs: a norm's
 * gain, or the rows of the matrix before. The product of both stays what it was.
 */
import { floatOfHalf } from '../../runtime-ts/numerics/half.js';
import type { BlockwiseForward, Layer } from './blockwise_forward.js';
import type { FloatMatrix, LayerMatrix, LayerVector, Matrix } from './checkpoint.js';
import { Moments } from './moments.js';
import { roundToNearest } from './round_to_nearest.js';
import { groupOf, type Scheme } from './scheme.js';

/** Factors are the mean size of a column's input, to one of these powers. */
const powers: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** A float layer with its columns multiplied as suits the schemes of its matrices; the same function as before but for rounding. */
export function awqLayer(forward: BlockwiseForward, layer: Layer, streams: readonly Float32Array[], schemeOf: (kind: LayerMatrix) => Scheme | undefined): Layer {
  const { heads, keyValueHeads, headWidth } = forward.config, matrices: Record<LayerMatrix, Matrix> = { ...layer.matrices }, vectors: Partial<Record<LayerVector, Float32Array>> = { ...layer.vectors };
  const seen = inputsOf(forward, layer, streams);
  /** `shared[i]`: which factor column i has; columns that come from one row of the matrix before share theirs. */
  const fold = (kinds: readonly LayerMatrix[], inputs: Inputs, shared: (column: number) => number): Float64Array | undefined => {
    const factors = bestFactors(kinds.map((kind) => [floats(matrices[kind]), schemeOf(kind)] as const), inputs, shared);
    for (const kind of kinds) matrices[kind] = scaleColumns(floats(matrices[kind]), (column) => factors[shared(column)]!);
    return factors;
  };
  const into = (vector: 'attentionNorm' | 'feedForwardNorm' | 'valueBias', factors: Float64Array | undefined): void => {
    const values = vectors[vector];
    if (values !== undefined && factors !== undefined) vectors[vector] = values.map((value, at) => value / factors[at]!);
  };
  const columnOfValue = (column: number): number => Math.floor(column / headWidth / (heads / keyValueHeads)) * headWidth + (column % headWidth), itself = (column: number): number => column;
  const output = fold(['output'], seen.output, columnOfValue), down = fold(['down'], seen.down, itself);
  if (output !== undefined) matrices.value = scaleRows(floats(matrices.value), output);
  into('valueBias', output);
  if (down !== undefined) matrices.up = scaleRows(floats(matrices.up), down);
  into('attentionNorm', fold(['query', 'key', 'value'], seen.attention, itself));
  into('feedForwardNorm', fold(['gate', 'up'], seen.feedForward, itself));
  return { matrices, vectors };
}

/** Of the inputs of a matrix: H, and the mean size of every column. */
interface Inputs { readonly moments: Moments; readonly sizes: Float64Array }

function inputsOf(forward: BlockwiseForward, layer: Layer, streams: readonly Float32Array[]): Readonly<Record<'attention' | 'output' | 'feedForward' | 'down', Inputs>> {
  const collect = (columns: number): { readonly inputs: Inputs; add(x: Float32Array): void } => {
    const moments = new Moments(columns), sizes = new Float64Array(columns);
    return { inputs: { moments, sizes }, add(x) {
      moments.add(x, x);
      x.forEach((value, at) => { sizes[at % columns]! += Math.abs(value); });
    } };
  };
  const { query, output: out, gate, down: last } = layer.matrices;
  const attention = collect(query.columns), output = collect(out.columns), feedForward = collect(gate.columns), down = collect(last.columns);
  for (const stream of streams) {
    const x = stream.slice(), normalized = forward.normalize(x, layer.vectors.attentionNorm), attended = forward.attend(normalized, layer);
    attention.add(normalized);
    output.add(attended);
    forward.add(x, out, attended);
    const again = forward.normalize(x, layer.vectors.feedForwardNorm);
    feedForward.add(again);
    down.add(forward.feedForward(again, layer));
  }
  return { attention: attention.inputs, output: output.inputs, feedForward: feedForward.inputs, down: down.inputs };
}

/** The factors with the least sum of e H eᵀ over all rows of the matrices, e being what rounding changes. */
function bestFactors(matrices: readonly (readonly [FloatMatrix, Scheme | undefined])[], { moments, sizes }: Inputs, shared: (column: number) => number): Float64Array {
  const hessian = moments.damped(), columns = sizes.length, pooled: number[] = [], members: number[] = [];
  for (let column = 0; column < columns; column++) {
    pooled[shared(column)] = (pooled[shared(column)] ?? 0) + sizes[column]!;
    members[shared(column)] = (members[shared(column)] ?? 0) + 1;
  }
  const means = pooled.map((sum, at) => Math.max(sum / members[at]!, 1e-30)), centre = Math.exp(means.reduce((sum, mean) => sum + Math.log(mean), 0) / means.length);
  let best = new Float64Array(means.length).fill(1), least = Infinity;
  for (const power of powers) {
    // At most so far apart that binary16 scales still hold them.
    const factors = Float64Array.from(means, (mean) => Math.min(Math.max((mean / centre) ** power, 1e-2), 1e2));
    let loss = 0;
    for (const [matrix, scheme] of matrices) if (scheme !== undefined) loss += lossOf(matrix, scheme, hessian, (column) => factors[shared(column)]!);
    if (loss < least) {
      least = loss;
      best = factors;
    }
  }
  return best;
}

function lossOf(matrix: FloatMatrix, scheme: Scheme, hessian: Float64Array, factor: (column: number) => number): number {
  const { rows, columns } = matrix, group = groupOf(scheme, columns), groups = Math.ceil(columns / group), error = new Float64Array(columns);
  const { values, scales } = roundToNearest(scaleColumns(matrix, factor), scheme.bits, group);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) error[i] = matrix.values[row * columns + i]! - (values[row * columns + i]! * floatOfHalf(scales[row * groups + Math.floor(i / group)]!)) / factor(i);
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (let j = 0; j < i; j++) sum += hessian[i * columns + j]! * error[j]!;
      loss += error[i]! * (2 * sum + hessian[i * columns + i]! * error[i]!);
    }
  }
  return loss;
}

function scaleColumns(matrix: FloatMatrix, factor: (column: number) => number): FloatMatrix {
  return { ...matrix, values: matrix.values.map((value, at) => value * factor(at % matrix.columns)) };
}

/** Divides every row by its factor. */
function scaleRows(matrix: FloatMatrix, factors: Float64Array): FloatMatrix {
  return { ...matrix, values: matrix.values.map((value, at) => value / factors[Math.floor(at / matrix.columns)]!) };
}

function floats(matrix: Matrix): FloatMatrix {
  if (matrix.kind !== 'float32') throw new Error('a quantized matrix');
  return matrix;
}
