/** What goes wrong on a device ends in an error that says so, and soon. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ImageDoesNotFit } from '../../codegen/device/build_image.js';
import { measureFootprint, runOnTarget } from '../../codegen/device/model_runner.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { DeviceError, findCrossCompiler, findEmulator, findHostCompiler, hasDeviceTools, ToolError } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { addOne, inFolder, request, type TinyOptions, writeTinyModel } from './tiny_model.js';

const boards = loadBoards();
const test = suite('device: failure');
const input = new Uint8Array(8);

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return assert.unreachable('it should have failed');
}

/** Runs a model whose body is expected to end badly. */
const run = (target: string, body: string, options: TinyOptions = {}, more: object = {}): Promise<unknown> =>
  failureOf(() => inFolder((dir) => {
    const tiny = writeTinyModel(dir, 'tiny', body, options);
    return runOnTarget({ ...request(dir, [tiny]), target: resolveTarget(target, boards), inputs: [[[input]]], timeoutMs: 20_000, ...more });
  }));

function deviceError(error: unknown, message: RegExp): void {
  assert.instance(error, DeviceError, String(error));
  assert.match((error as DeviceError).message, message);
}

const sanitizers = { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'] };

test('the host reports what a sanitizer finds', async () => {
  deviceError(await run('host', '    int i = 8;\n    while (in[i & 15] == 0) { i = (i + 1) & 15; arena[i * 4] = 1; }', {}, sanitizers), /AddressSanitizer|runtime error/);
});

test('code that does not compile is reported with the compiler\'s words', async () => {
  deviceError(await run('host', '    int unused = 1;'), /tiny\.c does not compile[^]*unused variable/);
});

test('a missing tool is named with its package', () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  try {
    for (const [find, words] of [
      [findCrossCompiler, /arm-none-eabi-gcc is not installed[^]*apt-get install gcc-arm-none-eabi/],
      [findEmulator, /apt-get install qemu-system-arm/],
      [() => findCrossCompiler('riscv'), /riscv64-unknown-elf-gcc is not installed[^]*apt-get install gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf/],
      [() => findEmulator('riscv'), /apt-get install qemu-system-misc/],
      [findHostCompiler, /apt-get install gcc/],
    ] as const) {
      assert.throws(() => find(), (error: unknown) => error instanceof ToolError && words.test(error.message));
    }
    assert.is(hasDeviceTools(), false);
  } finally {
    process.env['PATH'] = path;
  }
});

if (hasDeviceTools()) {
  for (const target of ['cortex-m0', 'cortex-m0plus', 'cortex-m3', 'cortex-m4f', 'cortex-m7', 'cortex-m33', 'cortex-m55']) {
    test(`a fault is an error on ${target}, not a time-out`, async () => {
      deviceError(await run(target, '    __asm volatile("udf #0");'), /failed on \w+ \(status 3\)[^]*fault: exception 0x00000003.*pc 0x/);
    });
  }

  // The other machines have memory below the stack's, and let a program write over itself.
  for (const target of ['cortex-m0', 'cortex-m33', 'cortex-m55']) {
    test(`a stack that grows without end is an error on ${target}`, async () => {
      const declarations = 'static __attribute__((noinline)) int32_t down(volatile int8_t *at, int32_t n) { volatile int8_t frame[512]; frame[0] = *at; return n == 0x7FFFFFFF ? 0 : down(frame, n + 1) + frame[0]; }';
      deviceError(await run(target, '    out[0] = (int8_t)down(in, 0);', { declarations }), /fault[^]*the stack pointer is outside of the stack/);
    });
  }

  for (const [target, bytes] of [['cortex-m0', 15000], ['cortex-m4f', 70000]] as const) {
    test(`a stack deeper than what is painted is an error on ${target}`, async () => {
      const declarations = `static __attribute__((noinline)) void deep(void) { volatile int8_t frame[${bytes}]; for (int i = 0; i < ${bytes}; i++) { frame[i] = 1; } (void)frame[0]; }`;
      deviceError(await run(target, '    deep();', { declarations, arenaBytes: 1200 }), /status 5[^]*the stack is used up/);
    });
  }

  test('an endless run is stopped', async () => {
    deviceError(await run('cortex-m3', '    for (;;) { (void)in[0]; }', {}, { timeoutMs: 1500 }), /did not end within 1\.5 s on mps2_an385/);
  });

  test('an image that does not fit its board says which region and by how much', async () => {
    const error = await failureOf(() => inFolder((dir) => {
      // The board has 128 KiB and keeps 16; the image also asks for 1024 bytes of stack.
      const tiny = writeTinyModel(dir, 'tiny', addOne('tiny'), { arenaBytes: (128 - 16) * 1024 });
      return measureFootprint({ ...request(dir, [tiny]), target: resolveTarget('nucleo_f446re', boards) });
    }));
    assert.instance(error, ImageDoesNotFit, String(error));
    assert.equal((error as ImageDoesNotFit).overflows, [{ region: 'SRAM', bytesOver: 1024 }]);
    assert.match((error as ImageDoesNotFit).message, /N0510 board nucleo_f446re: the image does not fit: region SRAM is too small by 1024 bytes/);
  });

  test('Cortex-M0 code too large for the micro:bit runs on the next board, and says why', () => inFolder(async (dir) => {
    const tiny = writeTinyModel(dir, 'tiny', addOne('tiny'), { arenaBytes: 16384 });
    const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget('cortex-m0', boards), inputs: [[[input]]] });
    assert.is(result.ranOn, 'mps2_an385');
    assert.is(result.tooSmall.length, 1);
    assert.is(result.tooSmall[0]?.board.name, 'microbit');
    const over = result.tooSmall[0]?.overflows[0] ?? { region: 'none', bytesOver: 0 };
    assert.is(over.region, 'RAM');
    // Beside the arena: 1024 bytes of stack and the harness' own few variables.
    assert.ok(over.bytesOver >= 1024 && over.bytesOver < 1100, `${over.bytesOver}`);
  }));
} else {
  console.log('device: failure: skipped but for the host; needs gcc-arm-none-eabi and qemu-system-arm');
}

test.run();
