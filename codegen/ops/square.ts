import { square } from '../../runtime-ts/ops/float_functions.js';
import { floatFunctionSlice } from './float_function.js';

export default floatFunctionSlice(square, 'SQUARE');
