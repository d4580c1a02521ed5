import { fail } from '../../runtime-ts/diagnostic.js';
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { generate, pieceOf, stepOf } from '../../runtime-ts/language_model/generate.js';
import { beginOfText } from '../../runtime-ts/language_model/tokenizer.js';
import { writeTogether } from '../device/files.js';
import { engines, makeEngine } from '../engine.js';
import { decodeGraph } from '../language_model/build_graph.js';
import { choice, type Flags } from './arguments.js';
import { onlyModel, print, type Command } from './command.js';
import { countOf, modelWithTokenizer, tokenizerOf } from './language_model_options.js';

export const generateCommand: Command = {
  name: 'generate', takes: 'MODEL', summary: 'Lets a language model write, in Node, with the bits that the compiled model gives.',
  options: ['tokenizer', 'lora', 'lora-scale', 'prompt', 'steps', 'temperature', 'top-k', 'top-p', 'seed', 'context', 'dump-logits', 'engine', 'json'],
  details: 'Steps are forward passes, the prompt\'s included; the text may end before. Temperature 0, the default, takes the likeliest token. Bytes of the prompt are UTF-8.',
  run(given) {
    const { flags } = given, { checkpoint, tokenizer: file } = modelWithTokenizer(onlyModel(given), flags), { contextLength } = checkpoint.config;
    const context = countOf('context', flags.context) ?? contextLength, steps = countOf('steps', flags.steps) ?? context, tokenizer = tokenizerOf(file, checkpoint.config);
    if (steps > context) fail('N0661', `${steps} steps are more than the context of ${context} positions`, { where: '--steps' });
    const prompt = tokenizer.encode(new TextEncoder().encode(flags.prompt ?? ''));
    if (prompt.length > steps) fail('N0661', `the prompt has ${prompt.length} tokens, more than the ${steps} steps`, { where: '--prompt' });
    const seed = countOf('seed', flags.seed, 0) ?? 1;
    const sampling = { temperature: numberOf('temperature', flags, 0, Infinity), topK: countOf('top-k', flags['top-k'], 0) ?? 0, topP: numberOf('top-p', flags, 0, 1) };
    const engine = makeEngine(decodeGraph(checkpoint, { context }), choice('engine', flags.engine, engines));

    const tokens = [prompt[0] ?? beginOfText], pieces: Uint8Array[] = [], dump: Uint8Array[] = [], stream = new TextDecoder(), start = performance.now();
    for (const { token, previous, logits } of generate(stepOf(engine), { prompt, steps, seed: BigInt(seed), ...sampling })) {
      tokens.push(token);
      if (flags['dump-logits'] !== undefined) dump.push(bytesOf(logits));
      const piece = pieceOf(tokenizer, { previous, token });
      pieces.push(piece);
      if (!flags.json) process.stdout.write(stream.decode(piece, { stream: true }));
    }
    const tokensPerSecond = (1000 * (tokens.length - 1)) / (performance.now() - start);
    if (flags['dump-logits'] !== undefined) writeTogether(new Map([[flags['dump-logits'], Buffer.concat(dump)]]));
    print(flags, { tokens, text: new TextDecoder().decode(Buffer.concat(pieces)), tokensPerSecond }, stream.decode());
    return 0;
  },
};

/** A number from `least` to `most`; 0 where the option is not given. */
function numberOf(option: 'temperature' | 'top-p', flags: Flags, least: number, most: number): number {
  const text = flags[option], value = Number(text ?? 0);
  return text !== '' && Number.isFinite(value) && value >= least && value <= most ? value : fail('N0404', `"${text}" is no number from ${least}${most === Infinity ? ' on' : ` to ${most}`}`, { where: `--${option}` });
}
