/** Labelled samples for a classifier: a folder with one folder for each class, or an .npz file. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { fail } from '../../runtime-ts/diagnostic.js';
import { elementCount, typeBytes, valueOf, viewOf, type Graph, type TypedArray, type Value } from '../../runtime-ts/ir/graph.js';
import { clamp, rangeOf } from '../../runtime-ts/numerics/fixed_point.js';
import { readBytes } from './files.js';
import { readNumpy, type NumpyArray } from './numpy_file.js';

export interface DataSet {
  /** Of the classes, by index, as far as the data says. */
  readonly classes: readonly string[];
  readonly count: number;
  readonly label: (sample: number) => number;
  /** The model's input for a sample; reads its file, where samples have files. */
  readonly input: (sample: number) => TypedArray;
}

const hint = 'docs/datasets.md says what a data set looks like.';

/** Opens a data set for a model of one input. */
export function loadDataSet(path: string, graph: Graph): DataSet {
  const [id, surplus] = graph.inputs;
  if (id === undefined || surplus !== undefined) return fail('N0409', `is for models of one input; "${graph.name}" has ${graph.inputs.length}`, { where: `data set ${path}`, hint });
  const input = valueOf(graph, id), stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return fail('N0409', 'does not exist', { where: `data set ${path}`, hint: 'Check the path.' });
  return stat.isDirectory() ? fromFolder(path, input) : fromArrays(path, input);
}

/** Names in their natural order: 2 before 10. */
const naturally = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function fromFolder(path: string, input: Value): DataSet {
  const classes = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(naturally);
  const samples = classes.flatMap((name, label) => readdirSync(join(path, name)).filter((file) => /\.(bin|npy)$/.test(file)).sort(naturally).map((file) => ({ file: join(path, name, file), label })));
  if (samples.length === 0) return fail('N0409', 'has no samples', { where: `data set ${path}`, why: 'there is no .bin or .npy file in a folder of a class', hint });
  return {
    classes, count: samples.length, label: (at) => samples[at]!.label,
    input: (at) => {
      const { file } = samples[at]!, bytes = readBytes(file), where = `file ${file}`;
      if (basename(file).endsWith('.npy')) {
        const array = readNumpy(bytes, where);
        return converted(array, 0, elementCount(array.shape), input, where);
      }
      if (bytes.length !== typeBytes(input.type)) fail('N0409', `has ${bytes.length} bytes; the input "${input.name}" has ${typeBytes(input.type)}`, { where, hint: 'Write the input as raw little-endian numbers of its own type.' });
      return viewOf(input.type.element, Uint8Array.from(bytes));
    },
  };
}

/** The first array of one of these names. */
function named(arrays: ReadonlyMap<string, NumpyArray>, names: readonly string[], path: string): NumpyArray {
  for (const name of names) {
    const found = arrays.get(name);
    if (found !== undefined) return found;
  }
  return fail('N0409', `has none of the arrays ${names.join(', ')}`, { where: `data set ${path}`, why: `it has ${[...arrays.keys()].join(', ') || 'none'}`, hint });
}

function fromArrays(path: string, input: Value): DataSet {
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(readBytes(path), { filter: ({ name }) => name.endsWith('.npy') });
  } catch (error) {
    return fail('N0409', 'is neither a folder nor an .npz file', { where: `data set ${path}`, why: (error as Error).message, hint });
  }
  const arrays = new Map(Object.entries(files).map(([name, bytes]) => [name.replace(/\.npy$/, ''), readNumpy(bytes, `array ${name} of ${path}`)]));
  const samples = named(arrays, ['x', 'inputs', 'samples', 'images', 'x_test', 'X'], path), labels = named(arrays, ['y', 'labels', 'targets', 'y_test', 'Y'], path);
  const [count = 0, ...rest] = samples.shape, each = elementCount(rest), [labelled = 0, wide = 1] = labels.shape;
  if (count === 0 || labelled !== count) fail('N0409', `has ${count} samples and ${labelled} labels`, { where: `data set ${path}`, hint });
  // One number for each sample, or one for each class of which the largest counts.
  const label = (at: number): number => (wide === 1 ? Number(labels.data[at]) : largest(Array.from({ length: wide }, (_, index) => Number(labels.data[at * wide + index]))));
  const found = Array.from({ length: count }, (_, at) => label(at));
  if (!found.every((one) => Number.isInteger(one) && one >= 0)) fail('N0409', 'has labels that are no indexes of classes', { where: `data set ${path}`, hint });
  const classes = Array.from({ length: Math.max(wide, 1 + found.reduce((most, one) => Math.max(most, one), 0)) }, (_, at) => String(at));
  return { classes, count, label: (at) => found[at]!, input: (at) => converted(samples, at * each, each, input, `data set ${path}`) };
}

/** The index of the largest number, the first of several. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[best]!) best = at;
  return best;
}

/** Elements of an array as the model's input: as they are, bytes moved by 128 between signed and unsigned, or real numbers quantized. */
function converted({ element, data }: NumpyArray, start: number, count: number, input: Value, where: string): TypedArray {
  const { type } = input, needed = elementCount(type.shape);
  if (count !== needed) fail('N0409', `has ${count} elements a sample; the input "${input.name}" has ${needed}`, { where, hint });
  const part = data.slice(start, start + count);
  if (element === type.element) return part as TypedArray;
  const result = viewOf(type.element, new Uint8Array(typeBytes(type))), scale = type.quantization?.scales[0], zeroPoint = type.quantization?.zeroPoints[0] ?? 0;
  const set = (of: (value: number) => number): TypedArray => { for (let at = 0; at < count; at++) result[at] = of(Number(part[at])); return result; };
  if (type.element === 'f32') return set((value) => value);
  if ((element === 'f32' || element === 'f64') && scale !== undefined && (type.element === 'i8' || type.element === 'u8' || type.element === 'i16')) {
    const [low, high] = rangeOf(type.element);
    return set((value) => clamp(Math.sign(value) * Math.round(Math.abs(value) / scale) + zeroPoint, low, high));
  }
  if (element === 'u8' && type.element === 'i8') return set((value) => value - 128);
  if (element === 'i8' && type.element === 'u8') return set((value) => value + 128);
  return fail('N0409', `holds ${element}; the input "${input.name}" is ${type.element}`, { where, hint });
}
