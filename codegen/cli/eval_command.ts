import { fail } from '../../runtime-ts/diagnostic.js';
import { loadLanguageModel } from '../device/language_model_file.js';
import { evaluate, statesOf, type Evaluation } from '../language_model/evaluate.js';
import { onlyModel, print, type Command } from './command.js';
import { modelWithTokenizer, sequencesOf } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const evalCommand: Command = {
  name: 'eval', takes: 'MODEL', summary: 'Says how well a language model foretells a text, and how far it is from its reference.',
  options: ['tokenizer', 'tokens', 'text', 'reference', 'json'],
  details: 'Cross-entropy and divergence are in nats a token. Every sequence starts at position 0.',
  run(given) {
    const { flags } = given, { checkpoint, tokenizer } = modelWithTokenizer(onlyModel(given), flags), { tokens, text } = flags;
    const file = tokens ?? text;
    if (file === undefined || (tokens !== undefined && text !== undefined)) return fail('N0404', 'eval takes one text', { where: '--tokens, --text', hint: 'Write --tokens FILE or --text FILE.' });
    const sequences = sequencesOf(file, tokens === undefined ? 'text' : 'tokens', checkpoint.config, tokenizer), reference = flags.reference === undefined ? undefined : loadLanguageModel(flags.reference).checkpoint;
    if (reference !== undefined && reference.config.vocabulary !== checkpoint.config.vocabulary)
      fail('N0653', `the reference has ${reference.config.vocabulary} tokens, the model ${checkpoint.config.vocabulary}`, { where: '--reference', hint: 'Compare with the model that this one was made from.' });
    const show = progressOn(process.stderr);
    const run = (model: typeof checkpoint): ReturnType<typeof statesOf> => statesOf(model, sequences, (layer) => { show(`${model.name}: layer ${layer + 1} of ${model.config.layers}`); });
    const result = evaluate(sequences, run(checkpoint), reference === undefined ? undefined : run(reference));
    show('');
    print(flags, result, evaluationText(result));
    return 0;
  },
};

export function evaluationText({ targets, crossEntropy, perplexity, kl, top1, bytes, bitsPerWeight }: Evaluation): string {
  return [
    `cross-entropy ${crossEntropy.toFixed(5)} nats a token, perplexity ${perplexity.toFixed(4)}, over ${targets} targets`,
    ...(kl === undefined || top1 === undefined ? [] : [`KL ${kl.toFixed(5)} nats a token from the reference; the likeliest token is the same at ${(100 * top1).toFixed(1)} % of positions`]),
    `${bytes} B of weights, ${bitsPerWeight.toFixed(3)} bits a weight`,
  ].join('\n');
}
