import { fail } from '../../runtime-ts/diagnostic.js';
import { writeInPieces } from '../device/files.js';
import { evaluate, statesOf } from '../language_model/evaluate.js';
import { factorized, inputMoments, type RankRule } from '../language_model/factorize.js';
import { copyTensors, MemoryCheckpoint } from '../language_model/memory_checkpoint.js';
import { ModelFileWriter } from '../language_model/quantized_file.js';
import { layerMatrices, tensorName } from '../language_model/tensors.js';
import type { LayerMatrix } from '../language_model/checkpoint.js';
import type { Flags } from './arguments.js';
import { onlyModel, print, type Command } from './command.js';
import { evaluationText } from './eval_command.js';
import { countOf, measuredOn, modelWithTokenizer, outFile, sequencesOf } from './language_model_options.js';
import { progressOn } from './terminal.js';

export const factorizeCommand: Command = {
  name: 'factorize', takes: 'MODEL', summary: 'Puts products of two smaller matrices in the place of a language model\'s, by singular values, and says what that costs on a text.',
  options: ['tokenizer', 'lora', 'lora-scale', 'rank', 'energy', 'matrices', 'calibration', 'tokens', 'text', 'out', 'json'],
  details: 'With --calibration a matrix\'s outputs on that text are kept rather than its weights, and --energy is of those outputs. A matrix of which two would be no smaller stays as it is. The result is float32, and is not quantized or pruned again. Embedding and classifier stay whole.',
  run(given) {
    const { flags } = given, out = outFile(flags), { checkpoint, tokenizer } = modelWithTokenizer(onlyModel(given), flags), { config } = checkpoint;
    const rule = ruleOf(flags), kinds = kindsOf(flags);
    const sequences = measuredOn(flags, 'what factorizing costs is measured on one text', config, tokenizer), show = progressOn(process.stderr), ranks: Record<string, number> = {}, whole: string[] = [];
    const calibration = flags.calibration === undefined ? undefined : sequencesOf(flags.calibration, 'either', config, tokenizer);
    const moments = calibration === undefined ? undefined : inputMoments(checkpoint, calibration, (layer) => { show(`calibrating: layer ${layer + 1} of ${config.layers}`); });
    const model = new MemoryCheckpoint(checkpoint.name, config, checkpoint.keyValue);
    copyTensors(factorized(checkpoint, { rule, kinds, moments, decided(role, rank) {
      const name = tensorName(role);
      show(name);
      if (rank === undefined) whole.push(name);
      else ranks[name] = rank;
    } }), model);
    show('measuring');
    const result = evaluate(sequences, statesOf(model, sequences), statesOf(checkpoint, sequences)), made = `${checkpoint.name}: factorized, ${rule.kind} ${rule.kind === 'rank' ? rule.rank : rule.share}`;
    writeInPieces(out, (append) => {
      copyTensors(model, new ModelFileWriter({ config, keyValue: model.keyValue, tokenizer, made, format: (role) => (ranks[tensorName(role)] === undefined ? undefined : { rank: ranks[tensorName(role)]! }) }, append));
    });
    show('');
    print(flags, { file: out, ranks, whole, ...result }, [
      ...Object.entries(ranks).map(([name, rank]) => `${name}: rank ${rank}`), ...(whole.length === 0 ? [] : [`as they were, since two would be no smaller: ${whole.join(', ')}`]),
      evaluationText(result), `${out}: ${made}`,
    ].join('\n'));
    return 0;
  },
};

function ruleOf({ rank, energy }: Flags): RankRule {
  if ((rank === undefined) === (energy === undefined)) return fail('N0404', 'a rank or a share of the energy says how much stays', { where: '--rank, --energy', hint: 'Write --rank 16 or --energy 0.95.' });
  if (rank !== undefined) return { kind: 'rank', rank: countOf('rank', rank) ?? 1 };
  const share = Number(energy);
  return energy !== '' && share > 0 && share <= 1 ? { kind: 'energy', share } : fail('N0404', `"${energy}" is no share above 0, up to 1`, { where: '--energy', hint: 'Write --energy 0.95.' });
}

function kindsOf({ matrices }: Flags): readonly LayerMatrix[] {
  if (matrices === undefined) return layerMatrices;
  return matrices.split(',').map((name) => layerMatrices.find((kind) => kind === name) ?? fail('N0404', `"${name}" names no matrix`, { where: '--matrices', hint: `Kinds are ${layerMatrices.join(', ')}.` }));
}
