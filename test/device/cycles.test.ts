/** The cycles of sequences of instructions are those of the manuals' tables, and the plugin sees every instruction that SysTick counts. */
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOnTarget, type RunResult } from '../../codegen/device/model_runner.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { findEmulator, hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { burin, sumModel } from '../cli/burin.js';
import { inFolder, request, writeTinyModel } from './tiny_model.js';

const boards = loadBoards();
const test = suite('device: cycles');

/** A model of its own for each sequence, in one image; the first sequence is empty. */
function run(target: string, sequences: readonly string[]): Promise<RunResult> {
  return inFolder((dir) => {
    const models = ['', ...sequences].map((sequence, at) => {
      const lines = [...sequence.split(';').map((line) => line.trim()), 'bx lr'].join('\\n\\t');
      return writeTinyModel(dir, `sequence_${at}`, '    timed();', { declarations: `__attribute__((naked, noinline, aligned(4))) static void timed(void) { __asm volatile(".syntax unified\\n\\t${lines}"); }` });
    });
    return runOnTarget({ ...request(dir, models), target: resolveTarget(target, boards), inputs: models.map(() => [[new Uint8Array(8)]]), cycles: true });
  });
}

/** Sequence to cycles. SP is word-aligned, and what lies below it is free. */
const armv7: Readonly<Record<string, number>> = {
  'adds r0, r0, #1; adds r0, r0, #1; adds r0, r0, #1; add.w r12, r0, r1, lsl #2; movw r0, #1234; rev r0, r0; clz r0, r0; nop': 8,
  'muls r0, r1, r0': 1, 'udiv r0, r0, r1': 12,
  // Loads: two cycles, one after another load, but two again where that gives the address.
  'ldr r0, [sp]': 2, 'ldr r0, [sp]; ldr r1, [sp]': 3, 'ldr r0, [sp]; ldrb r1, [sp]; ldr r2, [sp, #4]': 4,
  'mov r3, sp; nop; str r3, [r3, #-8]; ldr r0, [r3, #-8]; ldr r1, [r0]': 1 + 1 + 1 + 2 + 2,
  // An address that the instruction before computes is waited for.
  'mov r3, sp; ldr r0, [r3]': 1 + 1 + 2, 'mov r3, sp; nop; ldr r0, [r3]': 1 + 1 + 2,
  'mvn r0, #7; mov r3, sp; nop; str r0, [r3, r0]': 3 + 2, 'mvn r0, #7; mov r3, sp; nop; ldr r1, [r3]; str r1, [r3, r0]': 3 + 2 + 1, 'ldr r0, [sp]; str r0, [sp, #-8]': 2 + 1,
  'mov r3, sp; nop; ldm r3, {r0, r1, r2}': 2 + 4, 'ldrd r0, r1, [sp]': 3, 'push {r0, r1}; pop {r0, r1}': 6,
  // A taken branch refills the pipeline: one cycle, two for a target across two words.
  'movs r1, #100; 1: subs r1, r1, #1; bne 1b': 1 + 99 * 3 + 2, 'movs r1, #100; 1: subs.w r1, r1, #1; bne 1b': 1 + 99 * 4 + 2, 'movs r1, #100; nop; 1: subs.w r1, r1, #1; bne 1b': 2 + 99 * 3 + 2,
  'cmp r0, r0; bne 1f; nop; 1:': 3, 'mov r3, lr; bl 1f; b 2f; 1: bx lr; 2: mov lr, r3': 1 + 2 + 2 + 4 + 1,
  // Each access beyond the first.
  'mov r3, sp; nop; ldr r0, [r3, #1]': 2 + 4, 'mov r3, sp; nop; ldr r0, [r3, #2]': 2 + 3, 'mov r3, sp; nop; ldrh r0, [r3, #1]': 2 + 3, 'mov r3, sp; nop; ldrh r0, [r3, #2]': 2 + 2,
};
const sequences: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'cortex-m4f': {
    ...armv7, 'mla r0, r1, r2, r3; smull r0, r1, r2, r3; smlal r0, r1, r2, r3; smlad r0, r1, r2, r3; smlald r0, r1, r2, r3; smmulr r0, r1, r2; sxtb16 r0, r1, ror #8; ssat r0, #8, r0': 8,
    'mov r3, sp; nop; ldr r0, [r3], #4; ldr r1, [sp], #0': 2 + 2 + 1,
    'vdiv.f32 s0, s1, s2': 14, 'vsqrt.f32 s0, s1': 14, 'vmla.f32 s0, s1, s2': 3, 'vadd.f32 s0, s1, s2; vmul.f32 s3, s1, s2': 2, 'vadd.f32 s0, s1, s2; vmul.f32 s3, s0, s2': 3, 'vadd.f32 s0, s1, s2; vmla.f32 s0, s1, s2': 4,
    'vldr s0, [sp]; vmov r0, s0; vpush {s0-s3}; vpop {s0-s3}': 2 + 1 + 5 + 5,
  },
  'cortex-m3': { ...armv7, 'mla r0, r1, r2, r3': 2, 'umull r0, r1, r2, r3': 5, 'smlal r0, r1, r2, r3': 7, 'mov r3, sp; nop; ldr r0, [sp]; ldr r1, [r3], #4': 2 + 2 + 2 },
  'cortex-m0plus': {
    'adds r0, r0, #1; adds r0, r0, #1; muls r0, r1, r0; sxtb r0, r0': 4, 'ldr r0, [sp]; ldr r1, [sp]': 4, 'mov r3, sp; ldr r0, [r3]; push {r0, r1}; pop {r0, r1}': 1 + 2 + 3 + 3, 'mov r3, sp; subs r3, r3, #8; str r0, [r3]': 1 + 1 + 2,
    'movs r1, #100; 1: subs r1, r1, #1; bne 1b': 1 + 99 * 3 + 2, 'mov r3, lr; bl 1f; b 2f; 1: bx lr; 2: mov lr, r3': 1 + 3 + 2 + 2 + 1, 'mov r3, lr; bl 1f; b 2f; 1: push {r4, lr}; pop {r4, pc}; 2: mov lr, r3': 1 + 3 + 3 + 5 + 2 + 1,
  },
  'cortex-m0': { 'ldr r0, [sp]; ldr r1, [sp]': 4, 'movs r1, #100; 1: subs r1, r1, #1; bne 1b': 1 + 99 * 4 + 2, 'mov r3, lr; bl 1f; b 2f; 1: push {r4, lr}; pop {r4, pc}; 2: mov lr, r3': 1 + 4 + 3 + 6 + 3 + 1 },
};

if (hasDeviceTools()) {
  for (const [target, expected] of Object.entries(sequences)) test(`sequences take what the manual of ${target} says`, async () => {
    const { calls = [], instructions = [], noCycles } = await run(target, Object.keys(expected));
    assert.is(noCycles, undefined);
    const [nothing = 0, ...found] = calls.map(([call]) => call?.cycles ?? NaN);
    assert.equal(Object.fromEntries(Object.keys(expected).map((sequence, at) => [sequence, found[at]! - nothing])), expected);
    // SysTick's count leaves out the return, and is exact to one turn of the loop that waits for the next tick.
    for (const [model, [call]] of calls.entries()) assert.ok(Math.abs((call?.instructions ?? NaN) - 1 - instructions[model]![0]!) <= 4, `${call?.instructions} - 1 is not ${instructions[model]?.[0]}`);
  });

  test('a core without published timing has no cycles', async () => {
    const { calls, noCycles, instructions } = await run('cortex-m7', []);
    assert.equal([calls, noCycles, instructions?.length], [undefined, undefined, 1]);
  });

  test('bench prints cycles; without a compiler for the plugin it warns and prints the rest', () => {
    const model = sumModel(), rows = (environment: Readonly<Record<string, string>>): readonly unknown[] => {
      const { status, stdout, stderr } = burin(['bench', model, '--json'], environment), [{ instructions, cycles } = {}] = (JSON.parse(stdout) as { results: { instructions?: number; cycles?: number | null }[] }).results;
      return [status, instructions !== undefined && instructions > 0, cycles === null ? null : (cycles ?? 0) > (instructions ?? 0), stderr.trim()];
    };
    assert.equal(rows({}), [0, true, true, '']);
    const [status, counted, cycles, stderr] = rows({ CC: join('no', 'compiler') });
    assert.equal([status, counted, cycles], [0, true, null]);
    assert.match(stderr as string, /^warning: cycles are not counted: no.compiler is not installed/);
  });

  test('an emulator that takes no plugin counts instructions', () => inFolder(async (dir) => {
    const path = process.env['PATH'];
    writeFileSync(join(dir, 'qemu-system-arm'), `#!/bin/sh\ncase "$*" in *-plugin*) echo "plugins are not built in" >&2; exit 1;; esac\nexec ${findEmulator()} "$@"\n`);
    chmodSync(join(dir, 'qemu-system-arm'), 0o755);
    try {
      process.env['PATH'] = `${dir}${delimiter}${path}`;
      const { calls, noCycles, instructions } = await run('cortex-m4f', []);
      assert.equal([calls, instructions?.length], [undefined, 1]);
      assert.match(noCycles ?? '', /does not run the plugin\nplugins are not built in/);
    } finally {
      process.env['PATH'] = path;
    }
  }));
} else {
  console.log('device: cycles: skipped; needs gcc-arm-none-eabi, qemu-system-arm and a C compiler');
}

test.run();
