import { fail } from '../../runtime-ts/diagnostic.js';
import { writeInPieces } from '../device/files.js';
import { keyValueFormats } from '../language_model/key_value.js';
import { ModelFileWriter } from '../language_model/quantized_file.js';
import { methods, quantizeModel } from '../language_model/quantize_model.js';
import { defaultEmbedding, parseMixed, schemeFor, schemeText, type SchemeChoice } from '../language_model/scheme_choice.js';
import { choiceBytes, groupOf, schemeOf } from '../language_model/scheme.js';
import { matrixShape, parameterCount } from '../language_model/tensors.js';
import { choice, type Flags } from './arguments.js';
import { onlyModel, print, type Command } from './command.js';
import { modelWithTokenizer, outFile, sequencesOf } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const quantizeCommand: Command = {
  name: 'quantize', takes: 'MODEL', summary: 'Quantizes a language model into a file that compile, generate and eval take.',
  options: ['tokenizer', 'scheme', 'mixed', 'embedding', 'method', 'act-order', 'calibration', 'kv', 'out', 'json'],
  details: 'Works layer by layer; docs/language_models.md describes the file, the methods and what they cost. The file is written whole or not at all.',
  run(given) {
    const { flags } = given, out = outFile(flags), { checkpoint, tokenizer } = modelWithTokenizer(onlyModel(given), flags), { config } = checkpoint;
    const calibration = flags.calibration === undefined ? [] : sequencesOf(flags.calibration, 'either', config, tokenizer), method = choice('method', flags.method, methods) ?? (calibration.length > 0 ? 'gptq' : 'rtn');
    if (method !== 'rtn' && calibration.length === 0) fail('N0404', `${method} needs a text`, { where: '--method', hint: 'Write --calibration FILE, with text or tokens such as the model is for.' });
    if (method !== 'gptq' && flags['act-order']) fail('N0404', `${method} has no order of columns`, { where: '--act-order', hint: 'Use it with --method gptq.' });
    const keyValue = choice('kv', flags.kv, keyValueFormats) ?? checkpoint.keyValue, schemes = schemesOf(flags), show = progressOn(process.stderr);
    const made = `${checkpoint.name}: ${schemeText(schemes)}, ${method}${flags['act-order'] ? ' act-order' : ''}, ${keyValue}`;
    writeInPieces(out, (append) => {
      const writer = new ModelFileWriter({
        config, keyValue, tokenizer, made,
        format: (role) => { const scheme = schemeFor(schemes, role); return { bits: scheme.bits, group: groupOf(scheme, matrixShape(role, config)[1]) }; },
      }, append);
      quantizeModel(checkpoint, {
        scheme: (role) => schemeFor(schemes, role), method, actOrder: flags['act-order'] ?? false, calibration,
        progress: (done, all) => { show(`${done} of ${all} matrices`); },
      }, writer);
    });
    show('');
    const bytes = choiceBytes(config, (role) => schemeFor(schemes, role)), bitsPerWeight = (8 * bytes) / parameterCount(config);
    print(flags, { file: out, method, keyValue, schemes: schemeText(schemes), bytes, bitsPerWeight }, `${out}: ${made}; ${bytes} B of weights, ${bitsPerWeight.toFixed(3)} bits a weight`);
    return 0;
  },
};

function schemesOf({ scheme, embedding, mixed }: Flags): SchemeChoice {
  const layers = schemeOf(scheme ?? fail('N0404', 'no scheme is given', { where: '--scheme', hint: 'Write --scheme w8, or w4g32 with --calibration FILE.' }), '--scheme');
  return { layers, embedding: embedding === undefined ? defaultEmbedding(layers) : schemeOf(embedding, '--embedding'), mixed: parseMixed(mixed) };
}
