/** runtime-ts/numerics and firmware/include agree in every bit, on the host and on emulated cores. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { loadBoards, packageRoot } from '../../codegen/device/package_files.js';
import { findHostCompiler, hasDeviceTools, ToolError } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { floatOfBits } from '../../runtime-ts/numerics/float32_bits.js';
import { inFolder } from '../device/tiny_model.js';
import { answersOf, type Batch, batches, inputOf, twins, writeTwinProgram } from './twins.js';

const test = suite('numerics: C and TypeScript');
const boards = loadBoards();

/** The first difference in words, or undefined. */
function difference(batch: Batch, got: Uint8Array, expected: Int32Array): string | undefined {
  const words = new Int32Array(got.buffer, got.byteOffset, got.byteLength / 4), { name, arity } = twins[batch.twin]!;
  const at = expected.findIndex((value, i) => words[i] !== value);
  if (at < 0) return undefined;
  const given = batch.arguments_.subarray(at * arity, (at + 1) * arity);
  return `${name}(${given.join(', ')}; as a float ${floatOfBits(given[0]!)}): C ${words[at]}, TypeScript ${expected[at]}`;
}

/** Runs every twin `count` times. */
async function compare(target: string, count: number, words: number, extraFlags: readonly string[]): Promise<void> {
  const list = batches(count, words), expected = list.map(answersOf);
  await inFolder(async (dir) => {
    const { model, sources } = writeTwinProgram(dir, words);
    const result = await runOnTarget({
      dir, sources, models: [model], includeDirs: [`${packageRoot}/firmware/include`], target: resolveTarget(target, boards), extraFlags,
      inputs: [list.map((batch) => [inputOf(batch, words)])], measure: false,
    });
    const differences = list.flatMap((batch, i) => difference(batch, result.outputs[0]![i]![0]!, expected[i]!) ?? []);
    assert.equal(differences, []);
  });
}

/** The host's compiler, or one by name; tests without their compiler say so. */
function onHost(compiler: string | undefined, flags: readonly string[], count: number): void {
  const before = process.env['CC'];
  const use = (name: string | undefined): void => {
    if (name === undefined) delete process.env['CC'];
    else process.env['CC'] = name;
  };
  const title = `the same bits from ${compiler ?? 'the host compiler'} ${flags.join(' ')}`;
  use(compiler ?? before);
  try {
    findHostCompiler();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.log(`skip: ${title}: ${error.message.split('\n')[0]}`);
    return;
  } finally {
    use(before);
  }
  test(title, async () => {
    use(compiler ?? before);
    try {
      await compare('host', count, 65536, flags);
    } finally {
      use(before);
    }
  });
}

onHost(undefined, [], 150_000);
// Told to fuse and to use every instruction of the machine: the headers forbid the fusing. GNU C's default would be to fuse.
onHost('gcc', ['-std=gnu11', '-O3', '-march=native', '-ffp-contract=fast', '-Wno-pedantic'], 20_000);
onHost('gcc', ['-O1', '-fsanitize=undefined', '-fno-sanitize-recover=all'], 20_000);
onHost('clang', ['-std=gnu11', '-O3', '-march=native', '-ffp-contract=on'], 20_000);

if (hasDeviceTools()) {
  for (const core of ['cortex-m0', 'cortex-m4f', 'cortex-m7', 'cortex-m55']) {
    test(`the same bits on ${core}`, () => compare(core, 1000, 1024, core === 'cortex-m7' ? ['-std=gnu11', '-ffp-contract=fast', '-Os'] : []));
  }
} else {
  console.log('skip: the same bits on emulated cores: no cross compiler or emulator');
}

test.run();
