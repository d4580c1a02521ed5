/**
 * A language model in a file of our own: safetensors with metadata, described in docs/language_models.md. Written tensor after tensor, so that nobody holds the whole
 * model; read likewise.
 */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { ByteSource, Checkpoint, FloatMatrix, KeyValueFormat, LanguageModelConfig, Matrix, MatrixRole, QuantizedMatrix, VectorRole } from './checkpoint.js';
import { keyValueFormats } from './key_value.js';
import type { TensorSink } from './memory_checkpoint.js';
import { packBits, unpackBits } from './packed_bits.js';
import { readSafetensorsHeader, safetensorsHeader, type SafetensorsHeader } from './safetensors.js';
import { matrixShape, tensorName, tensorPlaces, vectorLength } from './tensors.js';

/** How a matrix is kept: quantized, as two float32 matrices of a rank, or, where absent, in float32. */
export type MatrixFormat = Pick<QuantizedMatrix, 'bits' | 'group'> | { readonly rank: number } | undefined;

/** A tokenizer's file, as it was read. */
export interface EmbeddedFile { readonly name: string; readonly bytes: Uint8Array }

export interface ModelFileParts {
  readonly config: LanguageModelConfig;
  readonly keyValue: KeyValueFormat;
  format(role: MatrixRole): MatrixFormat;
  readonly tokenizer?: EmbeddedFile | undefined;
  /** How the file was made, for its reader. */
  readonly made: string;
}

const kind = 'burin language model', version = '1';

/** Writes a model's file by `append`: the header at once, then every tensor as it comes, which has to be in the order of `tensorPlaces`. */
export class ModelFileWriter implements TensorSink {
  readonly #expected: string[];

  constructor(readonly parts: ModelFileParts, readonly append: (bytes: Uint8Array) => void) {
    const { config, tokenizer } = parts, places = tensorPlaces(config), formats: Record<string, MatrixFormat> = {};
    const tensors = places.flatMap((place): (readonly [string, string, readonly number[]])[] => {
      const name = tensorName(place.role);
      if (place.kind === 'vector') return [[name, 'F32', [place.length]]];
      const { rows, columns } = place, format = parts.format(place.role);
      if (format === undefined) return [[name, 'F32', [rows, columns]]];
      if ('rank' in format) {
        formats[name] = { rank: format.rank };
        return [[`${name}.left`, 'F32', [rows, format.rank]], [`${name}.right`, 'F32', [format.rank, columns]]];
      }
      formats[name] = { bits: format.bits, group: format.group };
      return [[name, format.bits === 8 ? 'I8' : 'U8', format.bits === 8 ? [rows, columns] : [Math.ceil((rows * columns * format.bits) / 8)]], [`${name}.scales`, 'F16', [rows, Math.ceil(columns / format.group)]]];
    });
    this.#expected = places.map(({ role }) => tensorName(role));
    append(safetensorsHeader(tokenizer === undefined ? tensors : [['tokenizer', 'U8', [tokenizer.bytes.length]], ...tensors], {
      format: kind, version, config: JSON.stringify(config), keyValue: parts.keyValue, matrices: JSON.stringify(formats), made: parts.made,
      ...(tokenizer === undefined ? {} : { tokenizer: tokenizer.name }),
    }));
    if (tokenizer !== undefined) append(tokenizer.bytes);
  }

  putMatrix(role: MatrixRole, matrix: Matrix): void {
    this.#next(role);
    if (matrix.kind === 'float32') this.append(littleEndian(matrix.values));
    else if (matrix.kind === 'factorized') {
      this.append(littleEndian(matrix.left.values));
      this.append(littleEndian(matrix.right.values));
    }
    else {
      this.append(matrix.bits === 8 ? new Uint8Array(matrix.values.buffer, matrix.values.byteOffset, matrix.values.length) : packBits(matrix.values, matrix.bits));
      this.append(littleEndian(matrix.scales));
    }
  }

  putVector(role: VectorRole, values: Float32Array): void {
    this.#next(role);
    this.append(littleEndian(values));
  }

  #next(role: MatrixRole | VectorRole): void {
    const expected = this.#expected.shift();
    if (expected !== tensorName(role)) throw new Error(`tensor ${tensorName(role)} in place of ${expected ?? 'the end'}`);
  }
}

/** Whether a safetensors file is of our own kind. */
export function isModelFile({ metadata }: SafetensorsHeader): boolean {
  return metadata['format'] === kind;
}

/** Reads a model that ModelFileWriter wrote; everything is checked before the first tensor is read, N0651 otherwise. */
export function readModelFile(source: ByteSource): { readonly checkpoint: Checkpoint; readonly tokenizer: EmbeddedFile | undefined } {
  const header = readSafetensorsHeader(source), { metadata, tensors } = header;
  const refuse = (what: string): never => fail('N0651', what, { where: `file ${source.name}` });
  if (!isModelFile(header)) return refuse(`it does not say that it is a ${kind}`);
  if (metadata['version'] !== version) return refuse(`it has version "${metadata['version']}"; ${version} is known`);
  const config = checkConfig(parseJson(metadata['config'], 'config', refuse), refuse), formats = parseJson(metadata['matrices'], 'matrices', refuse);
  const keyValue = keyValueFormats.find((one) => one === metadata['keyValue']) ?? refuse(`its key-value format is "${metadata['keyValue']}"`);
  const formatOf = (name: string): MatrixFormat => {
    const given = formats[name] as Partial<QuantizedMatrix> & { readonly rank?: unknown } | undefined, { bits, group, rank } = given ?? {};
    if (given === undefined) return undefined;
    if (rank !== undefined && name.startsWith('layers.')) return isCount(rank) ? { rank } : refuse(`tensor "${name}" has a rank of ${JSON.stringify(rank)}`);
    if ((bits !== 8 && bits !== 4 && bits !== 3) || !isCount(group)) return refuse(`tensor "${name}" has no bits of 8, 4 or 3 and no group`);
    return { bits, group };
  };
  const expect = (name: string, dtype: string, elements: number): void => {
    const entry = tensors.get(name) ?? refuse(`it has no tensor "${name}"`);
    if (entry.dtype !== dtype || entry.shape.reduce((a, b) => a * b, 1) !== elements) refuse(`tensor "${name}" is ${entry.dtype} [${entry.shape.join(', ')}]; the model needs ${elements} of ${dtype}`);
  };
  for (const place of tensorPlaces(config)) {
    const name = tensorName(place.role), format = place.kind === 'matrix' ? formatOf(name) : undefined;
    if (place.kind === 'vector') expect(name, 'F32', place.length);
    else if (format === undefined) expect(name, 'F32', place.rows * place.columns);
    else if ('rank' in format) {
      expect(`${name}.left`, 'F32', place.rows * format.rank);
      expect(`${name}.right`, 'F32', format.rank * place.columns);
    }
    else {
      const { rows, columns } = place, { bits, group } = format;
      if (group > columns) refuse(`tensor "${name}" has groups of ${group} in rows of ${columns}`);
      expect(name, bits === 8 ? 'I8' : 'U8', bits === 8 ? rows * columns : Math.ceil((rows * columns * bits) / 8));
      expect(`${name}.scales`, 'F16', rows * Math.ceil(columns / group));
    }
  }
  const bytesOf = (name: string): Uint8Array => {
    const entry = tensors.get(name);
    if (entry === undefined) throw new Error(`no tensor ${name}`);
    return source.read(entry.offset, entry.bytes);
  };
  const floats = (name: string): Float32Array => new Float32Array(aligned(bytesOf(name)));
  const checkpoint: Checkpoint = {
    name: source.name, config, keyValue,
    matrix(role) {
      const name = tensorName(role), [rows, columns] = matrixShape(role, config), format = formatOf(name);
      if (format === undefined) return { kind: 'float32', rows, columns, values: floats(name) };
      if ('rank' in format) {
        const { rank } = format, factor = (side: string, height: number, width: number): FloatMatrix => ({ kind: 'float32', rows: height, columns: width, values: floats(`${name}.${side}`) });
        return { kind: 'factorized', rows, columns, left: factor('left', rows, rank), right: factor('right', rank, columns) };
      }
      const bytes = bytesOf(name), values = format.bits === 8 ? new Int8Array(aligned(bytes)) : unpackBits(bytes, format.bits, rows * columns);
      return { kind: 'quantized', rows, columns, ...format, values, scales: new Uint16Array(aligned(bytesOf(`${name}.scales`))) };
    },
    vector(role) {
      const values = floats(tensorName(role));
      return values.length === vectorLength(role, config) ? values : refuse(`tensor "${tensorName(role)}" has ${values.length} numbers`);
    },
  };
  const tokenizer = metadata['tokenizer'];
  if (tokenizer !== undefined && tensors.get('tokenizer')?.dtype !== 'U8') return refuse('it has no tensor "tokenizer"');
  return { checkpoint, tokenizer: tokenizer === undefined ? undefined : { name: tokenizer, bytes: bytesOf('tokenizer') } };
}

type Fields = Readonly<Record<string, unknown>>;

function parseJson(text: string | undefined, what: string, refuse: (what: string) => never): Fields {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch { /* refused below */ }
  return refuse(`its metadata "${what}" is no JSON object`);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0 && (value as number) < 2 ** 31;
}

function checkConfig(given: Fields, refuse: (what: string) => never): LanguageModelConfig {
  const counts = ['width', 'feedForwardWidth', 'layers', 'heads', 'keyValueHeads', 'headWidth', 'vocabulary', 'contextLength', ...(given['slidingWindow'] === undefined ? [] : ['slidingWindow'])];
  for (const name of counts) if (!isCount(given[name])) refuse(`its configuration has no positive integer "${name}"`);
  for (const name of ['ropeTheta', 'normEpsilon']) if (typeof given[name] !== 'number' || !(given[name] >= 0 && given[name] < Infinity)) refuse(`its configuration has no positive number "${name}"`);
  for (const name of ['tiedEmbedding', 'attentionBias']) if (typeof given[name] !== 'boolean') refuse(`its configuration does not say "${name}"`);
  const config = given as unknown as LanguageModelConfig;
  if (config.heads % config.keyValueHeads !== 0 || config.headWidth % 2 !== 0) refuse(`its ${config.heads} heads of ${config.headWidth} do not go with ${config.keyValueHeads} of keys`);
  return config;
}

/** A copy that begins at a multiple of its elements' size. Every machine that Node runs on is little-endian. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function littleEndian(values: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
