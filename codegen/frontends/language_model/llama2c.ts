/**
 * Checkpoints of llama2.c (github.com/karpathy/llama2.c, run.c, runq.c and export.py): version 0 without a magic, versions 1 (float32) and 2 (int8 in groups) with one.
 * Everything little-endian, without alignment, one kind of tensor for all layers after another.
 */
import { CompileError, fail } from '../../../runtime-ts/diagnostic.js';
import { floatOfHalf, halfOfFloat } from '../../../runtime-ts/numerics/half.js';
import type { ByteSource, Checkpoint, LanguageModelConfig, Matrix, MatrixRole, VectorRole } from '../../language_model/checkpoint.js';
import { matrixShape, tensorName, tensorPlaces, vectorLength, type TensorPlace } from '../../language_model/tensors.js';
import { configProblems } from './config_limits.js';
import { f32, readFloats, refuseNonFinite } from './encodings.js';

/** "ak42" as a big-endian word. */
export const llama2cMagic = 0x616b3432;
const magicHeader = 256, plainHeader = 28;
/** Orders of tensors in the files. */
const order0 = ['embedding', 'attentionNorm', 'query', 'key', 'value', 'output', 'feedForwardNorm', 'gate', 'down', 'up', 'finalNorm'];
const order1 = ['attentionNorm', 'feedForwardNorm', 'finalNorm', 'embedding', 'query', 'key', 'value', 'output', 'gate', 'down', 'up', 'classifier'];

/** Whether the first bytes are of version 1 or later; version 0 can only be told by its length. */
export function hasLlama2cMagic(source: ByteSource): boolean {
  return source.size >= 4 && view(source.read(0, 4)).getUint32(0, true) === llama2cMagic;
}

/** Whether a file without magic can be version 0: seven integers of a plausible size. */
export function looksLikeLlama2c(source: ByteSource): boolean {
  return source.size >= plainHeader && configProblems(readConfig(source, 0, undefined)).length === 0;
}

/** Reads a checkpoint; N0611 where it is damaged, N0612 where groups cross rows. */
export function readLlama2c(source: ByteSource): Checkpoint {
  const where = `file ${source.name}`, refuse = (what: string, why?: string): never => fail('N0611', what, { where, why });
  const magic = hasLlama2cMagic(source), header = magic ? magicHeader : plainHeader;
  if (source.size < header) return refuse(`it has ${source.size} bytes; its header alone has ${header}`);
  const version = magic ? view(source.read(4, 4)).getInt32(0, true) : 0, flags = view(source.read(0, Math.min(source.size, 64)));
  if (magic && version !== 1 && version !== 2) return refuse(`it is of version ${version}; versions 0, 1 and 2 are known`);
  const config = readConfig(source, magic ? 8 : 0, magic ? flags.getUint8(36) !== 0 : undefined), problems = configProblems(config);
  if (problems.length > 0) throw new CompileError(problems.map((what) => ({ code: 'N0611', what, where })));
  const group = version === 2 ? flags.getInt32(37, true) : undefined;
  if (group !== undefined) checkGroup(group, config, where);
  const places = new Map<string, { readonly offset: number; readonly place: TensorPlace }>(), all = tensorPlaces(config);
  let at = header;
  for (const kind of magic ? order1 : order0)
    for (const place of all.filter(({ role }) => role.kind === kind)) {
      places.set(tensorName(place.role), { offset: at, place });
      const count = elements(place);
      at += place.kind === 'matrix' && group !== undefined ? count + 4 * (count / group) : 4 * count;
    }
  // Version 0 keeps tables of cosines and sines that no program reads, and after them a classifier of its own.
  if (!magic) {
    at += 4 * config.contextLength * config.headWidth;
    const last = all.at(-1);
    if (!config.tiedEmbedding && last !== undefined) {
      places.set('classifier', { offset: at, place: last });
      at += 4 * elements(last);
    }
  }
  if (source.size !== at) refuse(`it has ${source.size} bytes; its header (${describe(config)}) needs ${at}`, 'a checkpoint has no names or checksums, so its length has to be exact');
  const find = (role: MatrixRole | VectorRole): number => {
    const found = places.get(tensorName(role));
    if (found === undefined) throw new Error(`no tensor ${tensorName(role)}`);
    return found.offset;
  };
  return {
    name: source.name, config, keyValue: 'f32',
    matrix(role) {
      const [rows, columns] = matrixShape(role, config);
      if (group !== undefined) return readGroups(source, find(role), rows, columns, group, tensorName(role));
      return { kind: 'float32', rows, columns, values: readFloats(source, find(role), rows * columns, f32, tensorName(role), columns) };
    },
    vector(role) {
      const length = vectorLength(role, config);
      return readFloats(source, find(role), length, f32, tensorName(role), length);
    },
  };
}

/** runq.c leaves out the end of a row, and takes scales of other rows, where a group does not divide it (llama2.c issue 443): the file means something, but not what it was trained to. */
function checkGroup(group: number, config: LanguageModelConfig, where: string): void {
  const { width, feedForwardWidth } = config;
  if (group < 1 || group > Math.max(width, feedForwardWidth)) fail('N0611', `its groups have ${group} weights`, { where });
  const bad = [['width', width], ['feed-forward width', feedForwardWidth]].filter(([, length]) => (length as number) % group !== 0);
  if (bad.length > 0) fail('N0612', `its groups of ${group} weights do not divide its ${bad.map(([name, length]) => `${name} ${length}`).join(' and its ')}`, {
    where, why: 'groups were cut across rows; llama2.c\'s own runq.c drops the rest of every such row and misreads the scales, silently (its issue 443)',
    hint: `Export the float32 checkpoint (version 0 or 1) and run burin quantize on it: there the last group of a row may be short.`,
  });
}

/** Scales are float32 in the file; where they are all binary16 the matrix stays as it is, otherwise it becomes float32. */
function readGroups(source: ByteSource, offset: number, rows: number, columns: number, group: number, tensor: string): Matrix {
  const count = rows * columns, bytes = source.read(offset, count), values = new Int8Array(bytes.slice().buffer);
  const floats = readFloats(source, offset + count, count / group, f32, `${tensor} (scales)`, columns / group);
  const scales = Uint16Array.from(floats, halfOfFloat);
  if (scales.every((bits, at) => floatOfHalf(bits) === floats[at]) && !values.includes(-128)) return { kind: 'quantized', rows, columns, bits: 8, group, values, scales };
  const exact = new Float32Array(count);
  for (let at = 0; at < count; at++) exact[at] = values[at]! * floats[Math.floor(at / group)]!;
  refuseNonFinite(exact, tensor, columns, source.name);
  return { kind: 'float32', rows, columns, values: exact };
}

/** `shared` where the header has a flag for it; version 0 says it by the sign of the vocabulary. The base and epsilon are fixed in run.c. */
function readConfig(source: ByteSource, at: number, shared: boolean | undefined): LanguageModelConfig {
  const header = view(source.read(at, plainHeader)), field = (index: number): number => header.getInt32(4 * index, true), heads = field(3), vocabulary = field(5);
  return {
    width: field(0), feedForwardWidth: field(1), layers: field(2), heads, keyValueHeads: field(4), headWidth: field(0) / heads, vocabulary: shared === undefined ? Math.abs(vocabulary) : vocabulary,
    contextLength: field(6), ropeTheta: 10000, normEpsilon: 1e-5, tiedEmbedding: shared ?? vocabulary > 0, attentionBias: false,
  };
}

function describe({ width, feedForwardWidth, layers, heads, keyValueHeads, vocabulary, contextLength }: LanguageModelConfig): string {
  return `width ${width}, feed-forward ${feedForwardWidth}, ${layers} layers, ${heads} heads, ${keyValueHeads} of keys, vocabulary ${vocabulary}, ${contextLength} positions`;
}

function elements(place: TensorPlace): number {
  return place.kind === 'matrix' ? place.rows * place.columns : place.length;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
