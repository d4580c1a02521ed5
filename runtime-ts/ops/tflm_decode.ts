/** TFLM_DECODE: compressed constants as tensors; operands are pairs of data and ancillary data, one pair for each result (micro/kernels/decode.cc). */
import { bytesOf, elementCount, type Element, type Op, type Operands } from '../ir/graph.js';
import { CompressionError, decompress } from '../numerics/compressed.js';

const elements: readonly Element[] = ['i8', 'i16', 'i32', 'i64', 'f32', 'bool'];

/** The bytes of one result. */
export function decodedBytes(o: Operands<null>, index: number): Uint8Array {
  const output = o.output(index), { element, shape, quantization } = output.type;
  const bytes = (operand: number, role: string): Uint8Array => {
    const { storage } = o.input(operand, role);
    o.require(storage.kind === 'constant', `constant ${role}`);
    return storage.kind === 'constant' ? storage.bytes : new Uint8Array();
  };
  o.require(elements.includes(element), `results of type ${elements.join(', ')}; "${output.name}" is ${element}`);
  const channels = quantization?.scales.length ?? 1, axis = quantization?.axis ?? 0, zeroPoints = quantization?.zeroPoints ?? [0];
  o.require(channels === 1 || axis === 0 || axis === shape.length - 1, 'a quantized dimension that is the first or the last');
  try {
    return decompress({
      data: bytes(2 * index, 'compressed data'), ancillary: bytes(2 * index + 1, 'ancillary data'), element, count: elementCount(shape),
      zeroPoints: Array.from({ length: channels }, (_, at) => zeroPoints[at] ?? zeroPoints[0] ?? 0), channelsLast: channels > 1 && axis !== 0,
    });
  } catch (error) {
    if (!(error instanceof CompressionError)) throw error;
    o.require(false, `${error.message} for "${output.name}"`);
    return new Uint8Array();
  }
}

export const tflmDecode: Op<null> = {
  name: 'tflm_decode',
  check(o) {
    o.require(o.outputCount > 0 && o.inputCount === 2 * o.outputCount, 'two operands for each result');
    for (let index = 0; index < o.outputCount; index++) decodedBytes(o, index);
  },
  evaluate(o, data) {
    for (let index = 0; index < o.outputCount; index++) bytesOf(data.write(o.output(index))).set(decodedBytes(o, index));
  },
};
