import { ceil } from '../../runtime-ts/ops/float_functions.js';
import { floatFunctionSlice } from './float_function.js';

export default floatFunctionSlice(ceil, 'CEIL');
