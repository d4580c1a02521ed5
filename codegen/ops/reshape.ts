import { reshape } from '../../runtime-ts/ops/reshape.js';
import { sameBytesSlice } from './same_bytes.js';

export default sameBytesSlice(reshape, 'RESHAPE', () => null);
