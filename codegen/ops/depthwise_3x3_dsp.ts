import type { Value } from '../../runtime-ts/ir/graph.js';
import type { DspConvolution } from './conv_2d_dsp.js';
import { oneMultiplies, type OneMultiply } from './one_multiply.js';
import { table, type KernelCall } from './op_slice.js';

export const depthwise3x3Symbol = 'bn_depthwise_3x3_s8_dsp';

/** Numbers that no inner loop depends on. */
export const depthwise3x3Varies: readonly string[] = [
  'input_height', 'input_width', 'channel_count', 'output_height', 'output_width', 'pad_top', 'pad_left', 'input_zero', 'group', 'columns', 'quad_words',
];

/** The shifts of bn_depthwise_3x3_s8_dsp, the finer one first; the coarse one takes scales up to a half. */
const fineShift = 12, coarseShift = 8;

function linesOf(c: DspConvolution): { readonly coarse: boolean; readonly lines: readonly OneMultiply[] } | string {
  const fine = oneMultiplies(c, fineShift), lines = typeof fine === 'string' ? oneMultiplies(c, coarseShift) : fine;
  return typeof lines === 'string' ? lines : { coarse: typeof fine === 'string', lines };
}

/** One output channel for every input channel is understood. */
export function acceptsDepthwise3x3(c: DspConvolution): true | string {
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = c.attrs;
  if (c.filterHeight !== 3 || c.filterWidth !== 3 || dilationHeight !== 1 || dilationWidth !== 1) return 'takes filters of 3 x 3 neighbours';
  if (strideHeight !== strideWidth || strideHeight > 2) return 'takes steps of 1 or 2';
  if (c.batches !== 1) return 'takes one image';
  const lines = linesOf(c);
  return typeof lines === 'string' ? lines : true;
}

/** Outputs have the places of inputs. Four channels go through the whole image, and no others read what they overwrite. */
export function depthwise3x3InPlace(c: DspConvolution): boolean {
  return c.attrs.strideHeight === 1 && c.outHeight === c.inHeight && c.outWidth === c.inWidth;
}

/** All channels go through the image together, two rows at a time, that have been read when outputs are written. */
export function depthwise3x3HeadStart(c: DspConvolution): number {
  const inLine = c.inWidth * c.inChannels, outLine = c.outWidth * c.inChannels, outRows = c.attrs.strideHeight === 1 ? 2 : 1;
  if (depthwise3x3InPlace(c)) return c.outHeight * outLine;
  let lead = 0;
  for (let pair = 0; pair * outRows < c.outHeight; pair++) {
    const written = Math.min((pair + 1) * outRows, c.outHeight), read = Math.min(2 * pair + 4 - c.padding.top, c.inHeight);
    lead = Math.max(lead, written * outLine - read * inLine);
  }
  return lead;
}

/** The bytes of a filter but the last, in the places from which the kernel makes halves of 256 times a weight; then the numbers of the channel. */
function channelWords(row: readonly number[], inputOffset: number, { start, multiplier }: OneMultiply): readonly number[] {
  const word = (...places: readonly number[]): number => places.reduce((all, place, byte) => (all | (((row[place] ?? 0) & 255) << (8 * byte))) >>> 0, 0);
  const sum = row.reduce((a, b) => a + b, 0);
  return [word(1, 0, 4, 3), word(6, 2, 7, 5), (start + 256 * inputOffset * sum) >>> 0, multiplier];
}

/** [channels][4] as above, and the last bytes of all filters. */
function packWeights(c: DspConvolution, lines: readonly OneMultiply[]): Uint32Array {
  const words = new Uint32Array(4 * lines.length + Math.ceil(lines.length / 4)), last = new Int8Array(words.buffer, 16 * lines.length);
  lines.forEach((line, channel) => {
    const row = c.rows[channel] ?? [];
    words.set(channelWords(row, c.inputOffset, line), 4 * channel);
    last[channel] = row[8] ?? 0;
  });
  return words;
}

export function callDepthwise3x3(c: DspConvolution, output: Value): KernelCall {
  const found = linesOf(c), stride = c.attrs.strideHeight, channels = c.inChannels;
  if (typeof found === 'string') throw new Error(found);
  const group = depthwise3x3InPlace(c) ? 4 : channels, columns = (c.outWidth - 1) * stride + 3;
  const quadWords = 8 * columns + (stride === 1 ? Math.ceil(c.outHeight / 2) : c.outHeight) - 1;
  return {
    params: {
      input_height: c.inHeight, input_width: c.inWidth, channel_count: channels, output_height: c.outHeight, output_width: c.outWidth,
      stride, pad_top: c.padding.top, pad_left: c.padding.left, input_zero: -c.inputOffset, group, columns, quad_words: quadWords, coarse: found.coarse,
      weights: table('weights', 'u32', packWeights(c, found.lines), `[${channels}][4]: eight weights, start, multiplier; then the last weights`),
    },
    reads: [c.input], writes: [output], scratchBytes: group * quadWords,
  };
}
