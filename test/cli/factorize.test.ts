/** burin factorize as a user calls it, on the project's own story model: two matrices in the file, and in the C. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { packageRoot } from '../../codegen/device/package_files.js';
import { readModelFile } from '../../codegen/language_model/quantized_file.js';
import { sourceOf } from '../language_model/tiny_model.js';
import { burin, file, folder } from './burin.js';

const model = join(packageRoot, 'models', 'stories'), out = join(folder, 'factorized', 'low.safetensors'), never = join(folder, 'factorized', 'never.safetensors');
const { stories } = JSON.parse(readFileSync(join(model, 'held_out_tokens.json'), 'utf8')) as { readonly stories: readonly (readonly number[])[] };
const tokens = file('held.json', JSON.stringify(stories.slice(0, 2)));

interface Said { readonly ranks: Readonly<Record<string, number>>; readonly whole: readonly string[]; readonly kl: number; readonly bytes: number }

test('two matrices take the place of one, in the file and in the C, with the bits of Node', () => {
  const made = burin(['factorize', model, '--rank', '24', '--matrices', 'gate,key', '--tokens', tokens, '--out', out, '--json']);
  assert.is(made.status, 0, made.stderr);
  const said = JSON.parse(made.stdout) as Said, { checkpoint } = readModelFile(sourceOf(readFileSync(out))), { layers, feedForwardWidth, width } = checkpoint.config;
  assert.is(Object.keys(said.ranks).length, layers);
  // A key matrix of 32 x 64 is no larger than two of rank 24.
  assert.equal(said.whole, Array.from({ length: layers }, (_, layer) => `layers.${layer}.key`));
  const gate = checkpoint.matrix({ kind: 'gate', layer: 0 });
  assert.ok(gate.kind === 'factorized');
  assert.equal([gate.left.rows, gate.left.columns, gate.right.rows, gate.right.columns], [feedForwardWidth, 24, 24, width]);
  const evaluated = burin(['eval', out, '--tokens', tokens, '--reference', model, '--json']);
  assert.is(evaluated.status, 0, evaluated.stderr);
  const again = JSON.parse(evaluated.stdout) as Said;
  assert.equal([again.kl, again.bytes], [said.kl, said.bytes]);
  assert.is(statOf(out).weightBytes - statOf(model).weightBytes, -layers * 4 * (feedForwardWidth * width - 24 * (feedForwardWidth + width)));
  const calibrated = burin(['factorize', model, '--rank', '24', '--matrices', 'gate,key', '--calibration', file('other.json', JSON.stringify(stories.slice(2, 6))), '--tokens', tokens, '--out', join(folder, 'factorized', 'calibrated.safetensors'), '--json']);
  assert.is(calibrated.status, 0, calibrated.stderr);
  const better = JSON.parse(calibrated.stdout) as Said;
  assert.is(better.bytes, said.bytes);
  assert.ok(better.kl < said.kl, `${better.kl} ${said.kl}`);
  const targets = ['host', ...(hasDeviceTools() ? ['cortex-m4f'] : [])], verified = burin(['verify', out, '--context', '16', ...targets.flatMap((one) => ['--target', one])]);
  assert.is(verified.status, 0, verified.stdout + verified.stderr);
});

function statOf(path: string): { readonly weightBytes: number } {
  const { status, stdout, stderr } = burin(['inspect', path, '--context', '16', '--json']);
  assert.is(status, 0, stderr);
  return JSON.parse(stdout) as { readonly weightBytes: number };
}

test('a file whose ranks do not go with its tensors is refused', () => {
  const bytes = readFileSync(out), text = bytes.toString('latin1'), damaged = join(folder, 'factorized', 'damaged.safetensors');
  for (const rank of ['25', '0}', '-1', '""']) {
    writeFileSync(damaged, Buffer.from(text.replace('\\"rank\\":24', `\\"rank\\":${rank}`.padEnd(11).slice(0, 11)), 'latin1'));
    const { status, stderr } = burin(['inspect', damaged]);
    assert.is(status, 2, stderr);
    assert.match(stderr, /N065[01]/);
  }
});

for (const [what, args, message] of [
  ['neither rank nor energy', [], /a rank or a share of the energy/], ['both', ['--rank', '4', '--energy', '0.9'], /a rank or a share of the energy/], ['more than all energy', ['--energy', '1.2'], /"1.2" is no share/],
  ['no number', ['--rank', 'x'], /"x" is no integer/], ['an unknown matrix', ['--rank', '4', '--matrices', 'gate,norm'], /"norm" names no matrix/],
] as const)
  test(`${what} is refused, and nothing written`, () => {
    const { status, stderr } = burin(['factorize', model, ...args, '--tokens', tokens, '--out', never]);
    assert.is(status, 2, stderr);
    assert.match(stderr, message);
    assert.not(existsSync(never));
  });

test('a factorized model is not quantized, pruned or factorized again', () => {
  for (const command of [['quantize', '--scheme', 'w8'], ['prune', '--remove', 'layers=1', '--tokens', tokens], ['factorize', '--rank', '4', '--tokens', tokens]] as const) {
    const [name, ...rest] = command, { status, stderr } = burin([name, out, ...rest, '--out', never]);
    assert.is(status, 2, stderr);
    assert.match(stderr, /N0655.*is a product of two/s);
    assert.not(existsSync(never));
  }
});

test.run();
