/** Tuning finds what is faster, keeps it beside the model, goes on where it was interrupted, and changes no bit. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureLayers } from '../../codegen/device/layer_image.js';
import { loadModel } from '../../codegen/device/model_file.js';
import { packageRoot } from '../../codegen/device/package_files.js';
import { findEmulator, hasDeviceTools } from '../../codegen/device/tools.js';
import { tuningPath, type TuningFile } from '../../codegen/device/tuning_file.js';
import { benchModel } from '../../codegen/library/bench_model.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { findTarget } from '../../codegen/library/targets.js';
import { cycleModelOf } from '../../codegen/select/cycle_models.js';
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { makeModel } from '../support/make_model.js';
import { burin, file, folder, sumModel } from './burin.js';

const test = suite('cli: tune');
const scale = { scales: [1], zeroPoints: [0] };
/** A layer with one kernel in three forms. */
const poolModel = (name: string): string => file(name, makeModel({
  tensors: [{ name: 'x', type: 'int8', shape: [1, 2, 2, 1], ...scale }, { name: 'y', type: 'int8', shape: [1, 1, 1, 1], ...scale }],
  operators: [{ op: 'AVERAGE_POOL_2D', inputs: [0], outputs: [1], options: { filter_width: 2, filter_height: 2, stride_w: 2, stride_h: 2, padding: 1 } }], inputs: [0], outputs: [1],
}));
const recordOf = (model: string): TuningFile => JSON.parse(readFileSync(tuningPath(model), 'utf8')) as TuningFile;
const writeRecord = (model: string, record: TuningFile): void => { writeFileSync(tuningPath(model), JSON.stringify(record)); };

if (hasDeviceTools()) {
  test('the digits model gets faster, and compile, verify and bench take what was found', () => {
    const model = join(folder, 'digits.tflite'), options = ['--target', 'cortex-m4f', '--optimize', 'speed', '--json'];
    copyFileSync(join(packageRoot, 'models', 'digits_int8', 'digits_int8.tflite'), model);
    const bench = (): number => (JSON.parse(burin(['bench', model, ...options]).stdout) as { results: [{ instructions: number }] }).results[0].instructions;
    const tuned = burin(['tune', model, ...options]), result = JSON.parse(tuned.stdout) as { before: { count: number }; after: { count: number }; layers: { chosen: object | null }[] };
    assert.equal([tuned.status, tuned.stderr], [0, '']);
    assert.ok(result.after.count < 0.99 * result.before.count, `${result.after.count} of ${result.before.count}`);
    // The sum of the layers is all but the few instructions between them.
    assert.ok(Math.abs(bench() - result.after.count) < 100);
    const { kernels } = JSON.parse(burin(['compile', model, ...options, '--out', join(folder, 'digits')]).stdout) as { kernels: { reason: string }[] };
    assert.is(kernels.filter(({ reason }) => reason === 'measured to be the best').length, result.layers.filter(({ chosen }) => chosen !== null).length);
    assert.match(burin(['verify', model, ...options]).stdout, /"equal":true/);
    // At another level the record says nothing.
    assert.not.match(burin(['compile', model, '--json', '--out', join(folder, 'digits')]).stdout, /measured to be/);
  });

  test('an interrupted run goes on: what is in the record is not measured again', () => {
    const model = poolModel('resumed.tflite'), options = ['--target', 'cortex-m0plus', '--json'];
    assert.is(burin(['tune', model, ...options]).status, 0);
    const complete = recordOf(model), [record] = complete.records;
    assert.is(record?.complete, true);
    // As if it had been stopped before the last variant; one figure is such as no measurement gives.
    const layers = record?.layers.map((layer) => ({ ...layer, chosen: null, measured: layer.measured.slice(0, -1).map((one, at) => (at === 0 ? { ...one, count: 12345 } : one)) })) ?? [];
    writeRecord(model, { ...complete, records: [{ ...record!, complete: false, before: null, after: null, layers }] });
    assert.not.match(burin(['compile', model, ...options, '--out', join(folder, 'resumed')]).stdout, /measured to be/);
    assert.is(burin(['tune', model, ...options]).status, 0);
    const resumed = recordOf(model).records[0], counts = (one = record): readonly (readonly number[])[] => one?.layers.map(({ measured }) => measured.map(({ count }) => count)) ?? [];
    assert.is(record?.layers.length, 1);
    assert.equal(counts(resumed), counts().map(([, ...rest]) => [12345, ...rest]));
  });

  test('cycles are of the plugin, layer by layer', async () => {
    const { graph } = loadModel(sumModel('cycles.tflite')), target = findTarget('cortex-m0plus'), { cycles } = await benchModel(graph, { target: target.name });
    const { files, sources, name: cName, header, inputs, outputs, layers } = compileModel(graph, { target: target.name, hooks: true });
    const { counts } = await measureLayers({ files, sources, model: { cName, header, inputs, outputs, stateful: false }, target, layers: layers.length, inputs: randomInputs(graph, 2).map((list) => list.map(bytesOf)), cycles: cycleModelOf(target.core) });
    const sum = counts.reduce((all, one) => all + one, 0);
    // Between the layers lie the entry and the return of the run function.
    assert.ok(cycles !== null && sum > 50 && cycles >= sum && cycles < sum + 40, `${cycles} and ${sum}`);
  });

  test('a runner gets the image and prints what it prints', () => {
    const runner = `${findEmulator()} -M mps2-an386 -display none -serial none -monitor none -semihosting-config enable=on,target=native -icount shift=0 -kernel`;
    const { status, stdout, stderr } = burin(['tune', poolModel('board.tflite'), '--target', 'mps2_an386', '--runner', runner, '--json']), { by, layers } = JSON.parse(stdout || '{}') as { by?: string; layers?: { measured: { count: number }[] }[] };
    assert.equal([status, stderr, by], [0, '', 'cycles']);
    assert.ok((layers ?? []).length > 0);
    const failing = burin(['tune', poolModel('failing.tflite'), '--target', 'mps2_an386', '--runner', 'echo no board at']);
    assert.is(failing.status, 2);
    assert.match(failing.stderr, /^N0505 --runner: the image did not run to its end\n {2}why: .*no board at .*\.elf/);
  });
} else {
  console.log('cli: tune: measuring skipped; needs gcc-arm-none-eabi and qemu-system-arm');
}

const empty: TuningFile = { format: 1, model: '00', compiler: '0.1.0', records: [] };

test('a record of another model is ignored with a warning', () => {
  const model = sumModel('stale.tflite');
  writeRecord(model, empty);
  const { status, stderr } = burin(['compile', model, '--out', join(folder, 'stale')]);
  assert.is(status, 0);
  assert.match(stderr, /^warning: .*stale\.tflite\.tune\.json is of another model file and is ignored; "burin tune" measures anew\n$/);
});

test('a damaged record is refused', () => {
  const model = sumModel('damaged.tflite');
  for (const [text, why] of [['{', 'JSON'], ['{"format": 2}', 'format'], [JSON.stringify({ ...empty, records: [{}] }), 'target']] as const) {
    file('damaged.tflite.tune.json', text);
    const { status, stderr } = burin(['compile', model, '--out', join(folder, 'damaged')]);
    assert.is(status, 2);
    assert.match(stderr, new RegExp(`^N0410 file .*damaged\\.tflite\\.tune\\.json: is no tuning record\\n {2}why: [^]*${why}[^]*hint: Delete it`));
  }
  rmSync(tuningPath(model));
});

for (const [what, args, expected] of [
  ['the host', ['--target', 'host'], 'N0504 --target: host is no core to tune for'],
  ['cycles of a core without timing', ['--target', 'cortex-m7', '--by', 'cycles'], 'N0504 --by: there is no model of the timing of cortex-m7'],
  ['a runner without a board', ['--runner', 'true'], 'N0504 --target: cortex-m4f is no board'],
  ['instructions of a board', ['--runner', 'true', '--by', 'instructions'], 'N0404 --by: a board counts cycles'],
  ['two targets', ['--target', 'cortex-m0', '--target', 'cortex-m3'], 'N0404 --target: tune takes one target'],
] as const) test(`${what} cannot be tuned`, () => {
  const model = sumModel('refused.tflite'), { status, stderr } = burin(['tune', model, ...args]);
  assert.is(status, 2);
  assert.ok(stderr.startsWith(expected), stderr);
  assert.not.ok(existsSync(tuningPath(model)));
});

test.run();
