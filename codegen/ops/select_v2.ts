import { selectV2 } from '../../runtime-ts/ops/select.js';
import { selectSlice } from './select_kernels.js';

export default selectSlice(selectV2, 'SELECT_V2');
