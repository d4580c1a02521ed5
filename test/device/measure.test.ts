/** Instruction counts, stack depths and sizes are what they must be for code whose cost is known. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureFootprint, runOnTarget } from '../../codegen/device/model_runner.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { addOne, inFolder, request, writeTinyModel } from './tiny_model.js';

const boards = loadBoards();
const test = suite('device: measure');
const input = new Uint8Array(8);
/** A reading is exact to one turn of the loop that waits for the next tick. */
const resolution = 4;

/** Two instructions a turn. */
const loop = (turns: number): string => `    uint32_t left = ${turns}U;
    __asm volatile(".syntax unified\\n1:\\tsubs %0, %0, #1\\n\\tbne 1b" : "+l"(left) : : "cc");`;

/** Touches the lowest byte of a frame that holds at least so many bytes. */
const deep = (bytes: number): { body: string; declarations: string } => ({
  declarations: `static __attribute__((noinline)) void deep(void) { volatile int8_t frame[${bytes}]; frame[0] = 1; (void)frame[0]; }`,
  body: '    deep();',
});

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);

async function instructionsOf(target: string, body: string, invocations = 2): Promise<readonly number[]> {
  return inFolder(async (dir) => {
    const tiny = writeTinyModel(dir, 'tiny', body);
    const inputs = [Array.from({ length: invocations }, () => [input])];
    const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget(target, boards), inputs });
    return result.instructions?.[0] ?? [];
  });
}

if (hasDeviceTools()) {
  for (const target of ['cortex-m0', 'cortex-m0plus', 'cortex-m3', 'cortex-m4', 'cortex-m4f', 'cortex-m7', 'cortex-m33', 'cortex-m55']) {
    test(`a loop of known length is counted on ${target}`, async () => {
      for (const turns of [1000, 123456]) {
        const counts = await instructionsOf(target, loop(turns), 3);
        assert.is(counts.length, 3);
        // Besides the loop: loading the number of turns (two instructions or a literal) and the return.
        for (const count of counts) near(count, 2 * turns + 2, resolution + 2);
      }
    });

    test(`the stack of a known frame is measured on ${target}`, async () => {
      const depths = await Promise.all([400, 2400].map((bytes) => inFolder(async (dir) => {
        const { body, declarations } = deep(bytes);
        const tiny = writeTinyModel(dir, 'tiny', body, { declarations });
        const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget(target, boards), inputs: [[[input], [input]]] });
        const depth = result.stackBytes?.[0] ?? 0;
        near(depth, bytes, 32);
        return depth;
      })));
      near(depths[1]! - depths[0]!, 2000, 8);
    });
  }

  test('counts repeat from run to run', async () => {
    const first = await instructionsOf('cortex-m4f', addOne('tiny'), 4);
    assert.equal(await instructionsOf('cortex-m4f', addOne('tiny'), 4), first);
  });

  test('a run that outlasts the 24 bits of SysTick is counted in full', async () => {
    const turns = 350_000_000;
    const [count] = await instructionsOf('cortex-m3', loop(turns), 1);
    // The interrupt of each turn of the counter costs a few instructions of its own.
    near(count ?? 0, 2 * turns, 40);
  });

  test('flash is split in weights and everything else, RAM in arena, state and the rest', () => inFolder(async (dir) => {
    const plain = writeTinyModel(dir, 'plain', addOne('plain'), { arenaBytes: 64 });
    const target = resolveTarget('cortex-m4f', boards);
    const small = await measureFootprint({ ...request(dir, [plain]), target });
    assert.equal({ ...small, flashCode: 0 }, { flashWeights: 256, flashCode: 0, arena: 64, state: 0, data: 0, bss: 64 });
    assert.ok(small.flashCode > 100 && small.flashCode < 512, `${small.flashCode}`);

    // 100 bytes of constants outside of the weights, an initialised variable, a state.
    const more = writeTinyModel(dir, 'more', `${addOne('more')}\n    out[0] = (int8_t)(extra[in[0] & 15] + start++ + state[1]++);`, {
      stateful: true, arenaBytes: 64,
      declarations: 'static const int32_t extra[25] = { 7 };\nstatic volatile int32_t start = 5;',
    });
    const large = await measureFootprint({ ...request(dir, [more]), target });
    assert.equal({ ...large, flashCode: 0 }, { flashWeights: 256, flashCode: 0, arena: 64, state: 4, data: 4, bss: 68 });
    assert.ok(large.flashCode >= small.flashCode + 104, `${large.flashCode} after ${small.flashCode}`);
  }));
} else {
  console.log('device: measure: skipped; needs gcc-arm-none-eabi and qemu-system-arm');
}

test.run();
