import type { Value } from '../../runtime-ts/ir/graph.js';
import type { WindowAttrs, WindowPadding } from '../../runtime-ts/ops/window.js';
import type { FastLayer } from './fast_layer.js';
import { table, type KernelCall } from './op_slice.js';
import { acceptsPairs, pairOutputs, pairPacker } from './row_pairs.js';
import { windowParams } from './window_params.js';

/** What bn_conv_2d_s8_dsp computes; other operators that are convolutions in disguise describe themselves in this form. */
export interface DspConvolution extends FastLayer {
  readonly input: Value;
  readonly output: Value;
  readonly attrs: WindowAttrs;
  readonly padding: WindowPadding;
  readonly batches: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
}

export const conv2dDspSymbol = 'bn_conv_2d_s8_dsp', conv2dNarrowSymbol = 'bn_conv_2d_s8_dsp_narrow';

/** Numbers that no inner loop depends on. */
export const conv2dDspVaries: readonly string[] = [
  'pixels', 'input_height', 'input_width', 'input_channels', 'output_height', 'output_width', 'output_channels', 'row_bytes', 'words', 'input_offset', 'outputs_rounding',
];

/** How sums are taken. */
export const conv2dDspAlike: readonly string[] = ['outputs_way', 'outputs_fields'];

/** Output positions that the kernels compute at a time: BN_CONV_COLUMNS, and BN_CONV_FEW_COLUMNS. */
export const conv2dDspColumns = 4, conv2dNarrowColumns = 2;

export function acceptsConv2dDsp(c: DspConvolution): true | string {
  return acceptsPairs(c);
}

/** Rows of the window filled with zeros to a multiple of four elements, so that the kernel reads whole words. */
function paddedRows(c: DspConvolution): { readonly rowBytes: number; readonly rows: readonly (readonly number[])[] } {
  const row = c.filterWidth * c.inChannels, rowBytes = Math.ceil(row / 4) * 4;
  const padded = (weights: readonly number[]): readonly number[] =>
    Array.from({ length: c.filterHeight * rowBytes }, (_, at) => (at % rowBytes < row ? weights[Math.floor(at / rowBytes) * row + (at % rowBytes)] ?? 0 : 0));
  return { rowBytes, rows: c.rows.map(padded) };
}

/** `columns`: output positions at a time; `behind`: bytes that the kernel needs behind the columns once they are filled. */
export function callConv2dDsp(c: DspConvolution, columns = conv2dDspColumns, behind = 0): KernelCall {
  const { rowBytes, rows } = paddedRows(c), elements = c.filterHeight * rowBytes, pairs = Math.ceil(rows.length / 2), pack = pairPacker(c);
  const words = Array.from({ length: pairs }, (_, pair) => pack(rows[2 * pair] ?? [], rows[2 * pair + 1] ?? [])).flat();
  const pointwise = c.filterHeight === 1 && c.filterWidth === 1 && c.attrs.strideHeight === 1 && c.attrs.strideWidth === 1 && c.inChannels % 4 === 0;
  return {
    params: {
      pixels: c.batches * c.outHeight * c.outWidth, batches: c.batches, input_height: c.inHeight, input_width: c.inWidth, input_channels: c.inChannels,
      output_height: c.outHeight, output_width: c.outWidth, output_channels: c.rows.length,
      window: windowParams(c.attrs, c.padding, c.filterHeight, c.filterWidth), pointwise, row_bytes: rowBytes, words: elements / 2,
      input_offset: c.inputOffset, outputs: pairOutputs(c, c.inputOffset, 2),
      weights: table('weights', 'u32', Uint32Array.from(words), `[${pairs}][${elements / 2}]: two elements of two channels`),
    },
    reads: [c.input], writes: [c.output],
    // Columns of 16 bit elements, and where taps are no multiple of four bytes, a row of a window as bytes.
    scratchBytes: columns * 2 * elements + Math.max(behind, c.inChannels % 4 === 0 ? 0 : rowBytes),
  };
}
