/** burin prune as a user calls it, on the project's own story model. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageRoot } from '../../codegen/device/package_files.js';
import { readModelFile } from '../../codegen/language_model/quantized_file.js';
import { sourceOf } from '../language_model/tiny_model.js';
import { burin, file, folder } from './burin.js';

const model = join(packageRoot, 'models', 'stories'), out = (name: string): string => join(folder, 'pruned', name);
const { stories } = JSON.parse(readFileSync(join(model, 'held_out_tokens.json'), 'utf8')) as { readonly stories: readonly (readonly number[])[] };
const tokens = file('held.json', JSON.stringify(stories.slice(0, 2)));

interface Said { readonly file: string; readonly removed: readonly string[]; readonly zeros: number; readonly kl: number; readonly bytes: number }
const pruned = (remove: string, name: string): Said => {
  const { status, stdout, stderr } = burin(['prune', model, '--remove', remove, '--tokens', tokens, '--out', out(name), '--json']);
  assert.is(status, 0, stderr);
  return JSON.parse(stdout) as Said;
};

test('a model becomes smaller, the damage is what eval says, and it still writes', () => {
  const { removed, kl, bytes } = pruned('channels=8', 'channels.safetensors'), { checkpoint, tokenizer } = readModelFile(sourceOf(readFileSync(out('channels.safetensors')))), { config } = checkpoint;
  assert.is(removed.length, config.layers);
  assert.is(checkpoint.matrix({ kind: 'down', layer: 0 }).columns, config.feedForwardWidth);
  assert.ok(tokenizer !== undefined && kl > 0, String(kl));
  const evaluated = burin(['eval', out('channels.safetensors'), '--tokens', tokens, '--reference', model, '--json']);
  assert.is(evaluated.status, 0, evaluated.stderr);
  const again = JSON.parse(evaluated.stdout) as Said;
  assert.equal([again.kl, again.bytes], [kl, bytes]);
  const text = burin(['generate', out('channels.safetensors'), '--prompt', 'Once', '--steps', '12']);
  assert.match(text.stdout, /^Once/, text.stderr);
});

test('zeros are counted, and said to be stored', () => {
  const { zeros, bytes } = pruned('magnitude=0.1', 'magnitude.safetensors');
  assert.ok(Math.abs(zeros - 0.1) < 1e-3);
  assert.is(bytes, pruned('2:4', 'pairs.safetensors').bytes);
  const { stdout } = burin(['prune', model, '--remove', '2:4', '--tokens', tokens, '--out', out('pairs.safetensors')]);
  assert.match(stdout, /^50\.0 % of the layers' weights are zero; they are stored and multiplied like others\n/);
});

for (const [what, args, message] of [
  ['nothing', [], /nothing says what goes/], ['what cannot go', ['--remove', 'norms=1'], /"norms=1" is nothing that can go/], ['a share above 1', ['--remove', 'magnitude=1.5'], /"1.5" is no share/],
  ['all layers', ['--remove', 'layers=99'], /99 layers cannot go/], ['half a group of heads', ['--remove', 'heads=1'], /heads cannot go.*\n.*share their keys and values/s], ['no number', ['--remove', 'heads=x'], /"x" is no integer/],
] as const)
  test(`${what} is refused, and nothing written`, () => {
    const { status, stderr } = burin(['prune', model, ...args, '--tokens', tokens, '--out', out('never.safetensors')]);
    assert.is(status, 2, stderr);
    assert.match(stderr, message);
    assert.not(existsSync(out('never.safetensors')));
  });

test('without a text nothing is pruned', () => {
  const { status, stderr } = burin(['prune', model, '--remove', 'layers=1', '--out', out('never.safetensors')]);
  assert.is(status, 2);
  assert.match(stderr, /measured on one text/);
});

test.run();
