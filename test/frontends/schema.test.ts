/** The tables of the file format against facts of schema.fbs. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { builtinOperator, builtinOperators, tableSchema, tensorTypes } from '../../codegen/frontends/tflite/schema.js';
import { tflmBuiltinOperators, tflmCustomOperators } from '../../codegen/frontends/tflite/tflm_operators.js';

const test = suite('tflite: schema');

test('operator numbers', () => {
  const numbers = { ADD: 0, FULLY_CONNECTED: 9, CUSTOM: 32, PLACEHOLDER_FOR_GREATER_OP_CODES: 127, CUMSUM: 128, BROADCAST_ARGS: 145, STABLEHLO_CASE: 209 };
  for (const [name, number] of Object.entries(numbers)) assert.is(builtinOperator(name)?.number, number, name);
  assert.is(builtinOperators.length, 210);
});

test('option tables stand where the union says', () => {
  const types = { CONV_2D: 1, MEAN: 27, REDUCE_ALL: 27, MINIMUM: 39, SELECT_V2: 98, CALL_ONCE: 103, ASSIGN_VARIABLE: 113, RIGHT_SHIFT: 126 };
  for (const [name, type] of Object.entries(types)) {
    assert.is(builtinOperator(name)?.options?.type, type, name);
    assert.is(builtinOperator(name)?.options?.union, 'builtin_options');
  }
  assert.is(builtinOperator('DILATE')?.options?.type, 18);
  assert.is(builtinOperator('STABLEHLO_CASE')?.options?.union, 'builtin_options2');
  assert.is(builtinOperator('STABLEHLO_CASE')?.options?.type, 23);
});

test('fields, their slots and defaults', () => {
  assert.equal(builtinOperator('CONV_2D')?.options?.fields.get('dilation_h_factor'),
    { name: 'dilation_h_factor', slot: 5, type: 'i32', vector: false, initial: 1 });
  // The first two slots of RESIZE_BILINEAR are no longer used.
  assert.is(builtinOperator('RESIZE_BILINEAR')?.options?.fields.get('half_pixel_centers')?.slot, 3);
  assert.is(tableSchema('Operator').fields.get('builtin_options2')?.slot, 12);
  assert.is(tensorTypes.indexOf('int4'), 17);
});

test('every operator of TensorFlow Lite Micro is one of the file format', () => {
  assert.equal([...tflmBuiltinOperators].filter((name) => builtinOperator(name) === undefined), []);
  assert.is(tflmBuiltinOperators.size + tflmCustomOperators.size, 118);
});

test.run();
