/**
 * The container of safetensors (github.com/huggingface/safetensors): 8 bytes with the length of a JSON header, the header
 * {name: {dtype, shape, data_offsets}} with texts under `__metadata__`, then the tensors' bytes without gaps. Everything little-endian.
 */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { ByteSource } from './checkpoint.js';

export interface SafetensorsEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** In the file. */
  readonly offset: number;
  readonly bytes: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the format's own library accepts as a header. */
const largestHeader = 100_000_000;
const elementBytes: Readonly<Record<string, number>> = { F64: 8, I64: 8, U64: 8, F32: 4, I32: 4, U32: 4, F16: 2, BF16: 2, I16: 2, U16: 2, I8: 1, U8: 1, BOOL: 1 };

/** The header of a file, every length checked; N0650 otherwise. */
export function readSafetensorsHeader(source: ByteSource): SafetensorsHeader {
  const refuse = (what: string): never => fail('N0650', what, { where: `file ${source.name}` });
  if (source.size < 8) return refuse(`it has ${source.size} bytes; a header alone begins with 8`);
  const length = Number(viewOf(source.read(0, 8)).getBigUint64(0, true));
  if (length > largestHeader || length > source.size - 8) return refuse(`its header says that it is ${length} bytes long; ${source.size - 8} follow`);
  const header = parse(source.read(8, length), refuse), start = 8 + length, tensors = new Map<string, SafetensorsEntry>();
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) return refuse('its metadata is no table of texts');
  for (const [name, entry] of Object.entries(entries)) {
    if (!isRecord(entry) || typeof entry['dtype'] !== 'string' || !isCounts(entry['shape']) || !isCounts(entry['data_offsets'])) return refuse(`tensor "${name}" lacks dtype, shape or data_offsets`);
    const [from = -1, to = -1] = entry['data_offsets'], size = elementBytes[entry['dtype']], count = entry['shape'].reduce((a, b) => a * b, 1);
    if (from > to || entry['data_offsets'].length !== 2 || start + to > source.size) return refuse(`tensor "${name}" lies at ${from} to ${to} of ${source.size - start} bytes`);
    if (size !== undefined && size * count !== to - from) return refuse(`tensor "${name}" has ${to - from} bytes; ${entry['dtype']} [${entry['shape'].join(', ')}] needs ${size * count}`);
    tensors.set(name, { dtype: entry['dtype'], shape: entry['shape'], offset: start + from, bytes: to - from });
  }
  return { tensors, metadata: metadata as Readonly<Record<string, string>> };
}

/** The first bytes of a file whose tensors, as [name, dtype, shape], follow in this order. Padded with spaces, so that data begin at a multiple of 8. */
export function safetensorsHeader(tensors: readonly (readonly [name: string, dtype: string, shape: readonly number[]])[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let at = 0;
  const entries = tensors.map(([name, dtype, shape]) => {
    const from = at;
    at += shape.reduce((a, b) => a * b, elementBytes[dtype] ?? 0);
    return [name, { dtype, shape, data_offsets: [from, at] }] as const;
  });
  const text = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const bytes = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20);
  viewOf(bytes).setBigUint64(0, BigInt(bytes.length - 8), true);
  bytes.set(text, 8);
  return bytes;
}

function parse(bytes: Uint8Array, refuse: (what: string) => never): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return refuse(`its header is no JSON: ${(error as Error).message}`);
  }
  return isRecord(value) ? value : refuse('its header is no JSON object');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
