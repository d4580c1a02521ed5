import { expandDims } from '../../runtime-ts/ops/reshape.js';
import { sameBytesSlice } from './same_bytes.js';

export default sameBytesSlice(expandDims, 'EXPAND_DIMS', () => null);
