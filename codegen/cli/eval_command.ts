import { fail } from '../../runtime-ts/diagnostic.js';
import { loadDataSet } from '../device/data_set.js';
import { loadModel } from '../device/model_file.js';
import { loadLanguageModel } from '../device/language_model_file.js';
import { evaluate, statesOf, type Evaluation } from '../language_model/evaluate.js';
import { engines } from '../engine.js';
import { classify, type Classification } from '../library/classify.js';
import { choice, type Arguments } from './arguments.js';
import { customOpsOf, onlyModel, print, table, type Command } from './command.js';
import { countOf, measuredOn, modelWithTokenizer } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const evalCommand: Command = {
  name: 'eval', takes: 'MODEL', summary: 'Says how often a classifier is right over a data set, or how well a language model foretells a text and how far it is from its reference.',
  options: ['dataset', 'jobs', 'engine', 'custom-op', 'tokenizer', 'lora', 'lora-scale', 'tokens', 'text', 'reference', 'json'],
  details: 'A data set is a folder with one folder of samples (.bin, .npy) for each class, or an .npz file with x and y (docs/datasets.md). Of language models cross-entropy and divergence are in nats a token; every sequence starts at position 0.',
  run: (given) => (given.flags.dataset === undefined ? evaluateLanguageModel(given) : evaluateClassifier(given, given.flags.dataset)),
};

async function evaluateClassifier(given: Arguments, path: string): Promise<number> {
  const { flags } = given, file = onlyModel(given), { graph } = loadModel(file, await customOpsOf(flags)), data = loadDataSet(path, graph), show = progressOn(process.stderr);
  const result = await classify(file, graph, data, {
    engine: choice('engine', flags.engine, engines), jobs: countOf('jobs', flags.jobs), customOps: flags['custom-op'],
    onProgress: (done) => { if (done % 100 === 0 || done === data.count) show(`${done} of ${data.count} samples`); },
  });
  show('');
  print(flags, { model: file, ...result }, classificationText(result));
  return 0;
}

/** Accuracy, and how often which class was taken for which. */
function classificationText({ samples, correct, accuracy, classes, confusion }: Classification): string {
  const rows = [['true \\ said', ...classes, 'right'], ...confusion.map((row, at) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return [classes[at] ?? '', ...row.map(String), sum === 0 ? '-' : `${((100 * (row[at] ?? 0)) / sum).toFixed(1)} %`];
  })];
  return `${correct} of ${samples} samples right: ${(100 * accuracy).toFixed(2)} %\n\n${table(rows, 1)}`;
}

function evaluateLanguageModel(given: Arguments): number {
  const { flags } = given, { checkpoint, tokenizer } = modelWithTokenizer(onlyModel(given), flags);
  const sequences = measuredOn(flags, 'eval takes one data set or one text', checkpoint.config, tokenizer, ['--dataset']), reference = flags.reference === undefined ? undefined : loadLanguageModel(flags.reference).checkpoint;
  if (reference !== undefined && reference.config.vocabulary !== checkpoint.config.vocabulary)
    fail('N0653', `the reference has ${reference.config.vocabulary} tokens, the model ${checkpoint.config.vocabulary}`, { where: '--reference', hint: 'Compare with the model that this one was made from.' });
  const show = progressOn(process.stderr);
  const run = (model: typeof checkpoint): ReturnType<typeof statesOf> => statesOf(model, sequences, (layer) => { show(`${model.name}: layer ${layer + 1} of ${model.config.layers}`); });
  const result = evaluate(sequences, run(checkpoint), reference === undefined ? undefined : run(reference));
  show('');
  print(flags, result, evaluationText(result));
  return 0;
}

export function evaluationText({ targets, crossEntropy, perplexity, kl, top1, bytes, bitsPerWeight }: Evaluation): string {
  return [
    `cross-entropy ${crossEntropy.toFixed(5)} nats a token, perplexity ${perplexity.toFixed(4)}, over ${targets} targets`,
    ...(kl === undefined || top1 === undefined ? [] : [`KL ${kl.toFixed(5)} nats a token from the reference; the likeliest token is the same at ${(100 * top1).toFixed(1)} % of positions`]),
    `${bytes} B of weights, ${bitsPerWeight.toFixed(3)} bits a weight`,
  ].join('\n');
}
