import { fail } from '../../runtime-ts/diagnostic.js';
import { writeInPieces } from '../device/files.js';
import type { LanguageModelConfig } from '../language_model/checkpoint.js';
import { evaluate, statesOf } from '../language_model/evaluate.js';
import { copyTensors } from '../language_model/memory_checkpoint.js';
import { prunable, prune, zeroShare, type Pruning } from '../language_model/prune.js';
import { ModelFileWriter } from '../language_model/quantized_file.js';
import type { Flags } from './arguments.js';
import { onlyModel, print, type Command } from './command.js';
import { evaluationText } from './eval_command.js';
import { countOf, measuredOn, modelWithTokenizer, outFile } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const pruneCommand: Command = {
  name: 'prune', takes: 'MODEL', summary: 'Takes heads, channels, layers or single weights out of a language model, and says what that costs on a text.',
  options: ['tokenizer', 'lora', 'lora-scale', 'remove', 'tokens', 'text', 'out', 'json'],
  details: 'The result is float32; quantize it after. Heads and channels go in equal number from every layer, heads together with those that share their keys and values. magnitude and 2:4 put\n'
    + 'zeros in the place of weights: they are stored and multiplied like others. The text chooses what goes; judge the result with eval on another text.',
  run(given) {
    const { flags } = given, out = outFile(flags), { checkpoint, tokenizer } = modelWithTokenizer(onlyModel(given), flags), { config } = checkpoint;
    const pruning = pruningOf(flags, config);
    const sequences = measuredOn(flags, 'what pruning costs is measured on one text', config, tokenizer), show = progressOn(process.stderr);
    const { model, removed } = prune(checkpoint, pruning, sequences, show);
    show('measuring');
    const result = evaluate(sequences, statesOf(model, sequences), statesOf(checkpoint, sequences)), zeros = zeroShare(model), made = `${checkpoint.name}: pruned, ${flags.remove}`;
    writeInPieces(out, (append) => { copyTensors(model, new ModelFileWriter({ config: model.config, keyValue: model.keyValue, tokenizer, made, format: () => undefined }, append)); });
    show('');
    const stored = pruning.kind === 'magnitude' || pruning.kind === '2:4' ? [`${(100 * zeros).toFixed(1)} % of the layers' weights are zero; they are stored and multiplied like others`] : [];
    print(flags, { file: out, removed, zeros, ...result }, [...removed, ...stored, evaluationText(result), `${out}: ${made}`].join('\n'));
    return 0;
  },
};

const forms = 'heads=N, channels=N, layers=N, magnitude=SHARE or 2:4';

/** What --remove says; N0404 where it says nothing that can be done. */
function pruningOf({ remove }: Flags, config: LanguageModelConfig): Pruning {
  const [, kind = '', value] = /^([^=]*)(?:=(.*))?$/.exec(remove ?? '') ?? [];
  if (kind === '2:4' && value === undefined) return { kind };
  if (kind === 'magnitude') {
    const share = Number(value);
    return value !== undefined && value !== '' && share > 0 && share < 1 ? { kind, share } : fail('N0404', `"${value ?? ''}" is no share between 0 and 1`, { where: '--remove', hint: 'Write --remove magnitude=0.1.' });
  }
  if (kind !== 'heads' && kind !== 'channels' && kind !== 'layers') return fail('N0404', remove === undefined ? 'nothing says what goes' : `"${remove}" is nothing that can go`, { where: '--remove', hint: `Write --remove ${forms}.` });
  const count = countOf('remove', value ?? '') ?? 0, { most, step } = prunable(kind, config);
  if (most === 0) fail('N0404', `the model can spare no ${kind}`, { where: '--remove', why: 'one of each kind stays' });
  if (count > most || count % step !== 0)
    fail('N0404', `${count} ${kind} cannot go`, { where: '--remove', why: step === 1 ? `at most ${most} can` : `${step} share their keys and values and go together, at most ${most}`, hint: `Write --remove ${kind}=${step} or another multiple of ${step} up to ${most}.` });
  return { kind, count };
}
