import { encode } from 'flatbuffers/mjs/flexbuffers.js';

/** Custom options as TensorFlow's converter writes them: a FlexBuffer map. */
export function flexMap(content: Readonly<Record<string, number | boolean | string>>): Uint8Array {
  return encode(content);
}
