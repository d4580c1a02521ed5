import { fail } from '../../runtime-ts/diagnostic.js';
import { writeInPieces, writeTogether } from '../device/files.js';
import type { LanguageModelFile } from '../device/language_model_file.js';
import type { MatrixRole } from '../language_model/checkpoint.js';
import { keyValuesOf, kindOf, parseBudget } from '../language_model/fit.js';
import { schemeSummary } from '../language_model/frontier_plot.js';
import { keyValueFormats } from '../language_model/key_value.js';
import { ModelFileWriter } from '../language_model/quantized_file.js';
import { methods, quantizeModel, type QuantizeOptions } from '../language_model/quantize_model.js';
import { defaultEmbedding, parseMixed, schemeFor, schemeText, type SchemeChoice } from '../language_model/scheme_choice.js';
import { choiceBytes, groupOf, schemeOf, type Scheme } from '../language_model/scheme.js';
import { matrixShape, parameterCount } from '../language_model/tensors.js';
import { choice, type Flags } from './arguments.js';
import { onlyModel, print, type Command } from './command.js';
import { fitSchemes, type Fit } from './fit_schemes.js';
import { countOf, modelWithTokenizer, outFile, sequencesOf } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const quantizeCommand: Command = {
  name: 'quantize', takes: 'MODEL', summary: 'Quantizes a language model into a file that compile, generate and eval take.',
  options: ['tokenizer', 'lora', 'lora-scale', 'scheme', 'mixed', 'embedding', 'method', 'act-order', 'calibration', 'kv', 'fit', 'context', 'report', 'out', 'json'],
  details: 'Works layer by layer; docs/language_models.md describes the file, the methods and what they cost. The file is written whole or not at all.\n'
    + 'With --fit, --report writes the frontier there as a picture; flash is for weights and rotary tables, RAM for the key-value cache and the vectors of a step.',
  run(given) {
    const { flags } = given, out = outFile(flags), model = modelWithTokenizer(onlyModel(given), flags), { checkpoint, tokenizer } = model, { config } = checkpoint;
    const settings = settingsOf(flags, model), show = progressOn(process.stderr), fit = fitOf(flags, model, settings, show);
    const scheme = fit === undefined ? schemesOf(flags) : { of: (role: MatrixRole): Scheme => fit.result.choice[kindOf(role)], text: schemeSummary(fit.result.finalists[0]!) };
    const keyValue = fit?.result.keyValue ?? choice('kv', flags.kv, keyValueFormats) ?? checkpoint.keyValue, made = `${checkpoint.name}: ${scheme.text}, ${settings.method}${settings.actOrder ? ' act-order' : ''}, ${keyValue}`;
    writeInPieces(out, (append) => {
      const writer = new ModelFileWriter({
        config, keyValue, tokenizer, made, format: (role) => ({ bits: scheme.of(role).bits, group: groupOf(scheme.of(role), matrixShape(role, config)[1]) }),
      }, append);
      quantizeModel(checkpoint, { ...settings, scheme: scheme.of, progress: (done, all) => { show(`${done} of ${all} matrices`); } }, writer);
    });
    show('');
    writeTogether(fit?.files ?? new Map());
    const bytes = choiceBytes(config, scheme.of), bitsPerWeight = (8 * bytes) / parameterCount(config);
    const found = fit === undefined ? {} : { flash: fit.result.flash, ram: fit.result.ram, frontier: fit.result.frontier, finalists: fit.result.finalists };
    print(flags, { file: out, method: settings.method, keyValue, schemes: scheme.text, bytes, bitsPerWeight, ...found }, [
      ...(fit === undefined ? [] : [fit.text, '', `flash ${fit.result.flash} B, RAM about ${fit.result.ram} B`]),
      `${out}: ${made}; ${bytes} B of weights, ${bitsPerWeight.toFixed(3)} bits a weight`, ...(fit === undefined ? [] : [...fit.files.keys()].map((file) => `  ${file}`)),
    ].join('\n'));
    return 0;
  },
};

type Settings = Pick<QuantizeOptions, 'method' | 'actOrder' | 'calibration'>;

function settingsOf(flags: Flags, { checkpoint, tokenizer }: LanguageModelFile): Settings {
  const calibration = flags.calibration === undefined ? [] : sequencesOf(flags.calibration, 'either', checkpoint.config, tokenizer), actOrder = flags['act-order'] ?? false;
  const method = choice('method', flags.method, methods) ?? (calibration.length > 0 ? 'gptq' : 'rtn');
  if (method !== 'rtn' && calibration.length === 0) fail('N0404', `${method} needs a text`, { where: '--method', hint: 'Write --calibration FILE, with text or tokens such as the model is for.' });
  if (method !== 'gptq' && actOrder) fail('N0404', `${method} has no order of columns`, { where: '--act-order', hint: 'Use it with --method gptq.' });
  return { method, actOrder, calibration };
}

function fitOf(flags: Flags, { checkpoint }: LanguageModelFile, settings: Settings, progress: (text: string) => void): Fit | undefined {
  const context = countOf('context', flags.context) ?? checkpoint.config.contextLength;
  if (flags.fit === undefined) {
    for (const name of ['report', 'context'] as const) if (flags[name] !== undefined) fail('N0404', 'only a search for schemes has use for it', { where: `--${name}`, hint: 'Write --fit too, or leave it out.' });
    return undefined;
  }
  for (const name of ['scheme', 'mixed', 'embedding'] as const) if (flags[name] !== undefined) fail('N0404', '--fit chooses the schemes', { where: `--${name}`, hint: 'Give one or the other.' });
  if (settings.calibration.length === 0) fail('N0404', 'losses are measured on a text', { where: '--fit', hint: 'Write --calibration FILE, with text or tokens such as the model is for.' });
  return fitSchemes(checkpoint, { ...settings, budget: parseBudget(flags.fit), context, keyValues: keyValuesOf(choice('kv', flags.kv, keyValueFormats)), progress }, flags.report);
}

function schemesOf({ scheme, embedding, mixed }: Flags): { readonly of: (role: MatrixRole) => Scheme; readonly text: string } {
  const layers = schemeOf(scheme ?? fail('N0404', 'no scheme is given', { where: '--scheme', hint: 'Write --scheme w8, or w4g32 with --calibration FILE, or a budget with --fit.' }), '--scheme');
  const chosen: SchemeChoice = { layers, embedding: embedding === undefined ? defaultEmbedding(layers) : schemeOf(embedding, '--embedding'), mixed: parseMixed(mixed) };
  return { of: (role) => schemeFor(chosen, role), text: schemeText(chosen) };
}
