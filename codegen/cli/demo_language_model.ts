/** `burin demo --lm`: the project's own story model in 4 bits, compiled, and told on an emulated Cortex-M7 while Node checks every byte. */
import { join } from 'node:path';
import { generate, pieceOf, stepOf } from '../../runtime-ts/language_model/generate.js';
import { inFolder, inTemporaryFolder, readBytes, writeTogether } from '../device/files.js';
import { loadLanguageModel } from '../device/language_model_file.js';
import { measureFootprint } from '../device/model_runner.js';
import { packageRoot } from '../device/package_files.js';
import { tellStory } from '../device/story_runner.js';
import { makeEngine } from '../engine.js';
import { decodeGraph } from '../language_model/build_graph.js';
import { MemoryCheckpoint } from '../language_model/memory_checkpoint.js';
import { quantizeModel } from '../language_model/quantize_model.js';
import { choiceBytes, schemeOf } from '../language_model/scheme.js';
import { defaultEmbedding, schemeFor } from '../language_model/scheme_choice.js';
import { parameterCount } from '../language_model/tensors.js';
import { parseTokens } from '../language_model/token_file.js';
import { compileModel, filesOf } from '../library/compile_model.js';
import { findTarget } from '../library/targets.js';
import { tokenizerOf } from './language_model_options.js';
import { painter, progressOn } from './terminal.js';

const target = 'cortex-m7', name = 'stories', prompt = 'Once upon a time', sampling = { temperature: 0.8, topK: 0, topP: 0.9 }, seed = 3, calibrationStories = 8;

/** Tells a story on the emulated core; returns the exit code: 0 where Node tells the same. */
export async function tellDemoStory(): Promise<number> {
  const folder = join(packageRoot, 'models', name), { checkpoint, tokenizer: file } = loadLanguageModel(folder), { config } = checkpoint, paint = painter(process.stdout), progress = progressOn(process.stderr);
  const say = (text: string): void => { process.stdout.write(`${text}\n`); };
  say(`${name}: ${parameterCount(config)} parameters, ${config.layers} layers, ${config.vocabulary} tokens; trained by scripts/train_stories on stories that it made up itself.\n`);

  progress('quantizing to 4 bits');
  const calibration = parseTokens(Buffer.from(readBytes(join(folder, 'held_out_tokens.json'))).toString('utf8'), 'held_out_tokens.json', config).slice(0, calibrationStories);
  const layers = schemeOf('w4g32', ''), schemes = { layers, embedding: defaultEmbedding(layers), mixed: {} }, small = new MemoryCheckpoint(name, config, 'k8v8');
  quantizeModel(checkpoint, { scheme: (role) => schemeFor(schemes, role), method: 'gptq', actOrder: true, calibration }, small);
  const graph = decodeGraph(small, { context: config.contextLength }), tokenizer = tokenizerOf(file, config), text = { vocabulary: tokenizer.vocabulary, context: config.contextLength };
  const compilation = compileModel(graph, { target, name, source: `models/${name}`, text }), steps = config.contextLength, resolved = findTarget(target);
  progress('');
  say(`Quantized by GPTQ to ${choiceBytes(config, (role) => schemeFor(schemes, role))} B of weights, 4 bits in groups of 32 and 8 in the embedding; keys and values in 8. Compiled for ${target}:`);

  return inTemporaryFolder(async (dir) => {
    writeTogether(inFolder(dir, filesOf(compilation)));
    const { name: cName, header, inputs, outputs, stateful, sources } = compilation, footprint = await measureFootprint({ dir, sources, target: resolved, models: [{ cName, header, inputs, outputs, stateful }] });
    say(`  flash  ${footprint.flashCode} B of code around the step, start-up included, and ${compilation.weightBytes} B of constants\n  RAM    ${compilation.arenaBytes} B of arena and ${compilation.stateBytes} B of keys and values for ${steps} positions\n`);
    progress('building, and booting the emulator');
    let first = true;
    const { text: told, ranOn } = await tellStory({
      dir, sources, name, target: resolved, prompt, steps, seed, ...sampling, selftest: true,
      onText: (bytes) => {
        if (first) progress('');
        first = false;
        process.stdout.write(bytes);
      },
    });
    const here = [...generate(stepOf(makeEngine(graph)), { prompt: tokenizer.encode(new TextEncoder().encode(prompt)), steps, seed: BigInt(seed), ...sampling })];
    const expected = Buffer.concat(here.map((one) => pieceOf(tokenizer, one))), equal = expected.equals(told);
    say(`\n\n${paint(equal ? 'green' : 'red', `${here.length} tokens on ${ranOn} (QEMU): ${equal ? 'Node tells the same story, and the logits of the self-test have Node\'s bits' : 'Node tells another story'}.`)}`);
    return equal ? 0 : 1;
  });
}
