import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../runtime-ts/diagnostic.js';
import { bytesOf, valueOf, viewOf, type Graph } from '../../runtime-ts/ir/graph.js';
import type { Compilation } from '../compile.js';
import { inFolder, inTemporaryFolder, readBytes, writeTogether } from '../device/files.js';
import { loadModel } from '../device/model_file.js';
import { runOnTarget, type RunResult } from '../device/model_runner.js';
import { packageRoot } from '../device/package_files.js';
import { compileModel, filesOf } from '../library/compile_model.js';
import { runModel } from '../library/run_model.js';
import { findTarget } from '../library/targets.js';
import type { Command } from './command.js';
import { tellDemoStory } from './demo_language_model.js';
import { painter, progressOn } from './terminal.js';

const target = 'cortex-m4f';
const samplesSchema = z.array(z.object({ label: z.number(), pixels: z.array(z.number()).length(64) }));
type Sample = z.infer<typeof samplesSchema>[number];

/** How many digits are drawn; all are compared. */
const drawn = 3;

export const demoCommand: Command = {
  name: 'demo', takes: '', summary: 'Compiles a network that reads handwritten digits, boots it on an emulated Cortex-M4, and compares it with Node.',
  options: ['lm'],
  details: 'With --lm a small language model tells a story on an emulated Cortex-M7. The models come with the package; nothing is written.',
  run: ({ flags }) => (flags.lm ? tellDemoStory() : readDigits()),
};

async function readDigits(): Promise<number> {
  const folder = join(packageRoot, 'models', 'digits_int8'), { graph, source } = loadModel(join(folder, 'digits_int8.tflite'));
  const samples = samplesSchema.parse(JSON.parse(Buffer.from(readBytes(join(folder, 'samples.json'))).toString('utf8')));
  const say = (text: string): void => { process.stdout.write(`${text}\n`); };
  const paint = painter(process.stdout);

  say(`${source}: ${graph.nodes.length} operators, a picture of 8 x 8 pixels in, a score for each digit out.\n`);
  const compilation = compileModel(graph, { target, name: 'digits', source });
  say(`Compiled for ${target} to ${[...compilation.files.keys()].length} files of C. The plan, as digits.c begins with it:\n`);
  say(planOf(compilation));

  const progress = progressOn(process.stderr);
  progress('building, and booting the emulator');
  const inputs = samples.map((sample) => quantizePixels(graph, sample));
  const run = await onDevice(compilation, inputs);
  progress('');
  say(sizesOf(compilation, run));

  const here = runModel(graph, inputs.map((input) => [input])), there = (run.outputs[0] ?? []).map(([output]) => output ?? new Uint8Array(0));
  let equal = 0, right = 0;
  for (const [at, sample] of samples.entries()) {
    const scores = bytesOf(here[at]?.[0] ?? new Int8Array(0)), device = there[at] ?? new Uint8Array(0);
    const inNode = largest(viewOf('i8', scores)), onBoard = largest(viewOf('i8', device.slice()));
    equal += Buffer.compare(scores, device) === 0 ? 1 : 0;
    right += inNode === sample.label ? 1 : 0;
    if (at < drawn) say(`${picture(sample)}\n  Node says ${inNode}, the emulated Cortex-M4 says ${onBoard}; it is a ${sample.label}.\n`);
  }
  const all = equal === samples.length;
  say(paint(all ? 'green' : 'red', `${equal} of ${samples.length} digits have the same ten scores in Node and on the Cortex-M4, bit for bit; ${right} are read right.`));
  return all ? 0 : 1;
}

function quantizePixels(graph: Graph, { pixels }: Sample): Int8Array {
  const [id] = graph.inputs, q = id === undefined ? undefined : valueOf(graph, id).type.quantization;
  const scale = q?.scales[0], zeroPoint = q?.zeroPoints[0];
  if (scale === undefined || zeroPoint === undefined) return fail('N0203', 'the demo\'s model is not quantized');
  return Int8Array.from(pixels, (pixel) => Math.max(-128, Math.min(127, Math.round(pixel / 16 / scale) + zeroPoint)));
}

async function onDevice(compilation: Compilation, inputs: readonly Int8Array[]): Promise<RunResult> {
  const { name: cName, header, inputs: ins, outputs, stateful, sources } = compilation;
  return inTemporaryFolder((dir) => {
    writeTogether(inFolder(dir, filesOf(compilation)));
    return runOnTarget({
      dir, sources, target: findTarget(target), footprint: true, models: [{ cName, header, inputs: ins, outputs, stateful }],
      inputs: [inputs.map((input) => [bytesOf(input)])],
    });
  });
}

/** The comment at the head of the generated C: steps and arena. */
function planOf({ files }: Compilation): string {
  const [, comment = ''] = /^\/\*.*?\n \*\n(.*?) \*\/\n/s.exec(files.get('digits.c') ?? '') ?? [];
  return comment.replace(/^ \* ?/gm, '  ');
}

function sizesOf({ weightBytes, arenaBytes, arenaLowerBound }: Compilation, { footprint, stackBytes, instructions, ranOn }: RunResult): string {
  return [
    `Booted on ${ranOn} (QEMU):`,
    `  flash  ${footprint?.flashCode ?? 0} B of code, start-up included, and ${weightBytes} B of constants`,
    `  RAM    ${arenaBytes} B of arena (no plan can be below ${arenaLowerBound}) and ${stackBytes?.[0] ?? 0} B of stack`,
    `  speed  ${instructions?.[0]?.[1] ?? 0} instructions an inference\n`,
  ].join('\n');
}

function largest(scores: ArrayLike<number | bigint>): number {
  return Array.from(scores, Number).reduce((best, score, at, all) => (score > (all[best] ?? -Infinity) ? at : best), 0);
}

/** Pixels of 0 to 16 as characters, two for each so that they are about square. */
function picture({ pixels }: Sample): string {
  const shades = [' ', '.', ':', '+', '#'];
  return Array.from({ length: 8 }, (_, row) => `  ${pixels.slice(8 * row, 8 * row + 8).map((pixel) => (shades[Math.round(pixel / 4)] ?? ' ').repeat(2)).join('')}`).join('\n');
}
