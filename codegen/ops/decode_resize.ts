import type { ResizeAttrs } from '../../runtime-ts/ops/resize.js';
import type { TfliteOptions } from './op_slice.js';

/** The options that both RESIZE operators have. */
export function decodeResize(options: TfliteOptions): ResizeAttrs {
  return { alignCorners: options.flag('align_corners'), halfPixelCenters: options.flag('half_pixel_centers') };
}
