import { elementBytes, elementCount, type Value } from '../../runtime-ts/ir/graph.js';
import type { WindowAttrs, WindowPadding } from '../../runtime-ts/ops/window.js';

/**
 * For a kernel that walks over output positions in row-major order, all channels of `block` positions at a time: how many bytes
 * before its input the output has to begin so that nothing is overwritten that this or a later block still reads.
 */
export function windowHeadStart(attrs: WindowAttrs, padding: WindowPadding, input: Value, output: Value, block: number): number {
  const [, inHeight = 1, inWidth = 1, inChannels = 1] = input.type.shape, [, outHeight = 1, outWidth = 1, outChannels = 1] = output.type.shape;
  const positions = elementCount(output.type.shape) / outChannels, inBytes = inChannels * elementBytes(input.type.element), outBytes = outChannels * elementBytes(output.type.element);
  const within = (at: number, extent: number): number => Math.min(Math.max(at, 0), extent - 1);
  const firstRead = (position: number): number => {
    const x = position % outWidth, row = Math.floor(position / outWidth), batch = Math.floor(row / outHeight), y = row % outHeight;
    return ((batch * inHeight + within(y * attrs.strideHeight - padding.top, inHeight)) * inWidth + within(x * attrs.strideWidth - padding.left, inWidth)) * inBytes;
  };
  let lead = 0, read = Infinity;
  for (let end = positions; end > 0;) {
    const start = Math.floor((end - 1) / block) * block;
    for (let position = start; position < end; position++) read = Math.min(read, firstRead(position));
    lead = Math.max(lead, end * outBytes - read);
    end = start;
  }
  return lead;
}

/**
 * The same for a kernel that reads all that a row of output positions needs before it writes the first of them. `kept`: it never reads a row
 * again, of so many that windows have (without dilation).
 */
export function rowHeadStart(attrs: WindowAttrs, padding: WindowPadding, input: Value, output: Value, kept = 0): number {
  const [batches = 1, inHeight = 1, inWidth = 1, inChannels = 1] = input.type.shape, [, outHeight = 1, outWidth = 1, outChannels = 1] = output.type.shape;
  const inLine = inWidth * inChannels * elementBytes(input.type.element), outLine = outWidth * outChannels * elementBytes(output.type.element);
  let lead = 0;
  for (let row = 0; row < batches * outHeight - 1; row++) {
    // A later row of the same image reads nothing before the next one.
    const y = (row + 1) % outHeight, batch = Math.floor((row + 1) / outHeight), seen = y === 0 ? 0 : (y - 1) * attrs.strideHeight - padding.top + kept;
    const top = Math.min(Math.max(y * attrs.strideHeight - padding.top, seen, 0), inHeight);
    lead = Math.max(lead, (row + 1) * outLine - (batch * inHeight + top) * inLine);
  }
  return lead;
}
