/** A board's memory: what is counted, where it goes, and what the message says. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel, CompileError, readModel, verifyModel } from 'burin';
import { checkBudget, regionUses } from '../../codegen/plan/budget.js';
import { makeModel, type ModelSpec } from '../support/make_model.js';

const test = suite('plan: budget');
const region = (name: string, kind: 'flash' | 'ram', bytes: number, reserve = 0) => ({ name, kind, origin: 0, bytes, reserve });
const regions = [region('FLASH', 'flash', 1000, 200), region('SRAM', 'ram', 500, 100), region('DTCM', 'ram', 300), region('QSPI', 'flash', 5000)];

function messageOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return error.message;
  }
}

test('what fits to the last byte is taken', () => {
  checkBudget({ board: { name: 'toy', regions } }, { weights: 5000, arena: 390, state: 10 });
  checkBudget({ board: { name: 'toy', regions } }, { weights: 800, arena: 300, state: 400, arenaSection: '.ram_DTCM' });
});

test('weights go to the first flash region that takes them, an arena to its section\'s region', () => {
  assert.is(regionUses(regions, { weights: 800, arena: 1, state: 0 })[0]?.region, 'FLASH');
  assert.is(regionUses(regions, { weights: 801, arena: 1, state: 0 })[0]?.region, 'QSPI');
  assert.equal(regionUses(regions, { weights: 1, arena: 7, state: 5, arenaSection: '.ram_DTCM' }).slice(1), [
    { region: 'SRAM', holds: 'state', needs: 5, has: 400 }, { region: 'DTCM', holds: 'arena', needs: 7, has: 300 },
  ]);
});

test('the message has a table and says by how much', () => {
  assert.is(messageOf(() => checkBudget({ board: { name: 'toy', regions } }, { weights: 5003, arena: 1390, state: 10 })), [
    'N0301 board toy: the model does not fit: region QSPI is too small by 3 bytes; region SRAM is too small by 1000 bytes',
    '  why:  region  holds            needs   has  over',
    '        QSPI    weights           5003  5000     3',
    '        SRAM    arena and state   1400   400  1000',
    '        "has" is less what the board file reserves for the application. Code comes on top; the linker counts it.',
    '  hint: Choose a board with more memory or a smaller model; "burin inspect" shows which operators take the memory.',
  ].join('\n'));
});

test('bytes of RAM and of flash count instead of the board\'s, and what is too small is said at once', () => {
  const board = { name: 'toy', regions }, demand = { weights: 6000, arena: 700, state: 0 };
  assert.match(messageOf(() => checkBudget({ board, ram: 2000 }, demand)), /^N0301 board toy: the model does not fit: region QSPI is too small by 1000 bytes\n/);
  assert.match(messageOf(() => checkBudget({ board, flash: 6000 }, demand)), /^N0301 board toy: the model does not fit: region SRAM is too small by 300 bytes\n/);
  checkBudget({ board, ram: 700 + 1024, flash: 6000 }, demand);
  const both = messageOf(() => checkBudget({ ram: 1000, flash: 5999 }, demand));
  assert.match(both, /--ram 1000: the model does not fit: RAM is too small by 724 bytes/);
  assert.match(both, /--flash 5999: the model does not fit: flash is too small by 1 bytes/);
});

const quantized = { scales: [1], zeroPoints: [0] };
/** y = x + x on `size` int8 elements: 2 arena blocks of `size` bytes, or 1 when the sum is made in place. */
const large = (size: number): ModelSpec => ({
  tensors: [{ name: 'x', type: 'int8', shape: [1, size], ...quantized }, { name: 'y', type: 'int8', shape: [1, size], ...quantized }],
  operators: [{ op: 'ADD', inputs: [0, 0], outputs: [1] }], inputs: [0], outputs: [1],
});

test('compiling for a board checks its memory; a bare core has no limit', async () => {
  const graph = readModel(makeModel(large(40_000)), 'large');
  const { arenaBytes } = compileModel(graph, { target: 'cortex-m0' });
  assert.ok(messageOf(() => compileModel(graph, { target: 'microbit' })).includes(`region RAM is too small by ${arenaBytes - 16384} bytes`));
  compileModel(graph, { target: 'pico' });
  const { equal, cases, mismatch } = await verifyModel(graph, { target: 'microbit' });
  assert.equal({ equal, cases }, { equal: false, cases: 0 });
  assert.ok(mismatch?.startsWith('N0301 board microbit'));
});

test.run();
