/** --bindings: the generated TypeScript passes the strictest check together with a use of it, and runs as the interpreter does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Interpreter, loadCustomOps, modelBindings, readModel } from 'burin';
import { addSpec, burin, file, sumSpec } from '../cli/burin.js';
import peakHold from '../custom_op/peak_hold.js';
import { makeModel, type ModelSpec } from '../support/make_model.js';

const test = suite('emit: TypeScript bindings');
const root = fileURLToPath(new URL('../../../', import.meta.url)), tsc = join(root, 'node_modules/typescript/bin/tsc');

/** Writes a package that depends on burin, checks and compiles it, and runs `use.ts`. */
function project(files: Readonly<Record<string, string | Uint8Array>>): { readonly errors: string; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/burin'));
  const compilerOptions = {
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noUnusedLocals: true, noImplicitOverride: true, noPropertyAccessFromIndexSignature: true, isolatedModules: true,
    verbatimModuleSyntax: true, target: 'ES2022', lib: ['ES2023'], module: 'NodeNext', types: [],
  };
  const all = { 'package.json': '{ "type": "module" }', 'tsconfig.json': JSON.stringify({ compilerOptions }), 'node.d.ts': 'declare module "node:fs" { export function readFileSync(path: string): Uint8Array; }\ndeclare const console: { log(text: string): void };\n', ...files };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  const checked = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  if (checked.status !== 0) return { errors: checked.stdout, output: '' };
  const ran = spawnSync(process.execPath, [join(folder, 'use.js')], { cwd: folder, encoding: 'utf8' });
  assert.is(ran.status, 0, ran.stderr);
  return { errors: '', output: ran.stdout };
}

const side = (name: string, type: 'int8' | 'float32', shape: readonly number[]) => ({ name, type, shape, ...(type === 'int8' ? { scales: [0.5], zeroPoints: [-3] } : {}) });
/** Two outputs of two types, from two inputs. */
const mixed: ModelSpec = {
  tensors: [side('a', 'int8', [1, 4]), side('b', 'float32', [2]), side('a as float', 'float32', [1, 4]), side('sum */ of b', 'float32', [2])],
  inputs: [0, 1], outputs: [2, 3], operators: [{ op: 'DEQUANTIZE', inputs: [0], outputs: [2] }, { op: 'ADD', inputs: [1, 1], outputs: [3] }],
};

test('a model of one input and one output', () => {
  const model = file('sum.tflite', makeModel(sumSpec)), folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  assert.is(burin(['compile', model, '--bindings', '--name', 'my_sum', '--out', folder]).status, 0);
  const { errors, output } = project({
    'sum.tflite': makeModel(sumSpec), 'my_sum.ts': readFileSync(join(folder, 'my_sum.ts')),
    'use.ts': `import { readFileSync } from 'node:fs';
import { input, output, MySum } from './my_sum.js';
const model = new MySum(readFileSync('sum.tflite')), element: 'i8' = input.element, shape: readonly [1, 2] = input.shape, scale: 1 = output.scale, zero: 0 = output.zeroPoint;
const result: Int8Array = model.run(Int8Array.of(3, 4));
model.reset();
console.log([element, shape, scale, zero, input.size, output.name, ...result].join(' '));
`,
  });
  assert.is(errors, '');
  assert.is(output, `i8 1,2 1 0 2 y ${new Interpreter(readModel(makeModel(sumSpec))).run([Int8Array.of(3, 4)])[0]?.join(' ')}\n`);
});

test('several inputs and outputs of several types', async () => {
  const bytes = makeModel(mixed), inputs = [Int8Array.of(-128, -3, 0, 127), Float32Array.of(0.25, 1e10)];
  const { errors, output } = project({
    'mixed.tflite': bytes, 'mixed.ts': await modelBindings(readModel(bytes, 'mixed'), { source: '*/ a' }),
    'use.ts': `import { readFileSync } from 'node:fs';
import { Mixed, output1 } from './mixed.js';
const [first, second] = new Mixed(readFileSync('mixed.tflite')).run(Int8Array.of(-128, -3, 0, 127), Float32Array.of(0.25, 1e10));
const both: readonly Float32Array[] = [first, second];
console.log(JSON.stringify([output1.name, ...both.map((values) => [...values])]));
`,
  });
  assert.is(errors, '');
  assert.equal(JSON.parse(output), ['sum */ of b', ...new Interpreter(readModel(bytes)).run(inputs).map((values) => [...values])]);
});

test('a wrong use is a type error', async () => {
  const bindings = await modelBindings(readModel(makeModel(addSpec), 'add'));
  const { errors } = project({
    'add.ts': bindings, 'use.ts': `import { Add } from './add.js';
const model = new Add(new Uint8Array(0));
model.run(Float32Array.of(1, 2), Int8Array.of(1, 2));
model.run(Int8Array.of(1, 2));
export const wide: Float32Array = model.run(Int8Array.of(1, 2), Int8Array.of(1, 2));
`,
  });
  const lines = errors.split('\n').filter((line) => line.includes('error'));
  assert.is(lines.length, 3, errors);
  for (const [at, message] of ['is not assignable to parameter of type \'Int8Array', 'Expected 2 arguments', 'is not assignable to type \'Float32Array'].entries()) assert.ok(lines[at]?.includes(`use.ts(${at + 3},`) && lines[at].includes(message), errors);
});

test('another model is refused', async () => {
  const { errors, output } = project({
    'sum.tflite': makeModel(sumSpec), 'add.ts': await modelBindings(readModel(makeModel(addSpec), 'add')),
    'use.ts': `import { readFileSync } from 'node:fs';
import { Add } from './add.js';
try { new Add(readFileSync('sum.tflite')); } catch (error) { console.log(String(error)); }
`,
  });
  assert.is(errors, '');
  assert.match(output, 'N0408 model "add": has the inputs i8[1,2]; its bindings say i8[1,2], i8[1,2]');
});

test('a model with an operator of the user\'s own is given it, and keeps its state until reset', async () => {
  const operator = readFileSync(join(root, 'test/custom_op/peak_hold.ts')), int8 = (name: string) => ({ name, type: 'int8' as const, shape: [1, 2], scales: [0.1], zeroPoints: [0] });
  const bytes = makeModel({ tensors: [int8('x'), int8('y')], inputs: [0], outputs: [1], operators: [{ op: { custom: 'PeakHold' }, inputs: [0], outputs: [1], customOptions: Uint8Array.of(3) }] });
  const customOps = await loadCustomOps(join(root, 'test/custom_op/peak_hold.ts'));
  const { errors, output } = project({
    'held.tflite': bytes, 'peak_hold.ts': operator, 'held.ts': await modelBindings(readModel(bytes, 'held', [peakHold]), { customOps }),
    'use.ts': `import { readFileSync } from 'node:fs';
import peakHold from './peak_hold.js';
import { Held } from './held.js';
const model = new Held(readFileSync('held.tflite'), [peakHold]), run = (...x: number[]): string => model.run(Int8Array.from(x)).join(' ');
const held = [run(10, -20), run(0, -21)];
model.reset();
console.log([...held, run(0, -21)].join(', '));
`,
  });
  assert.is(errors, '');
  assert.is(output, '10 -20, 7 -21, 0 -21\n');
});

test('class names are names', async () => {
  for (const [name, expected] of [['int8_array', 'ModelInt8Array'], ['_', 'Model'], ['_2', 'Model2'], ['bound_model', 'ModelBoundModel'], ['kws', 'Kws']] as const)
    assert.match(await modelBindings(readModel(makeModel(addSpec), 'add'), { name }), new RegExp(`^export class ${expected} \\{$`, 'm'));
});

test.run();
