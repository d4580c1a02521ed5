/** Every operator's cases: the reference engine against TFLM's recorded answers, integers in every bit. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { slices } from '../../codegen/ops/index.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { viewOf, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { loadCases, type LoadedCase } from '../support/op_cases.js';

function outputsOf(loaded: LoadedCase): readonly (readonly TypedArray[])[] {
  const graph = readModel(loaded.modelBytes, loaded.case.name, slices);
  const interpreter = new Interpreter(graph);
  return loaded.inputs.map((invocation) => interpreter.run(invocation.map((bytes, index) => {
    const value = graph.values.get(graph.inputs[index]!);
    if (value === undefined) throw new Error(`${loaded.case.name} has no input ${index}`);
    return viewOf(value.type.element, bytes);
  })));
}

function compare(loaded: LoadedCase, recorded: readonly (readonly Uint8Array[])[]): void {
  const { atol, rtol } = loaded.case.tolerance ?? { atol: 1e-6, rtol: 1e-5 };
  outputsOf(loaded).forEach((outputs, invocation) => outputs.forEach((got, index) => {
    const bytes = recorded[invocation]?.[index];
    if (bytes === undefined) throw new Error(`no recorded output ${index} of invocation ${invocation}`);
    const where = `${loaded.op} "${loaded.case.name}" invocation ${invocation} output ${index}`;
    if (!(got instanceof Float32Array)) {
      assert.equal(Array.from(new Uint8Array(got.buffer, got.byteOffset, got.byteLength)), Array.from(bytes), where);
      return;
    }
    const expected = viewOf('f32', bytes) as Float32Array;
    assert.is(got.length, expected.length, where);
    got.forEach((value, at) => {
      const want = expected[at]!;
      const close = Object.is(value, want) || Math.abs(value - want) <= atol + rtol * Math.abs(want);
      assert.ok(close || value === want, `${where}, element ${at}: expected ${want}, got ${value}`);
    });
  }));
}

for (const loaded of await loadCases()) {
  test(`${loaded.op}: ${loaded.case.name}`, () => {
    if (loaded.case.refused !== undefined) {
      const refused = loaded.case.refused;
      assert.throws(() => outputsOf(loaded), (error: Error) => error instanceof CompileError && error.message.includes(refused));
      return;
    }
    assert.ok(loaded.recorded, 'TFLM\'s answer is missing or is of another model: record again');
    if (loaded.recorded !== undefined) compare(loaded, loaded.recorded);
  });
}

test.run();
