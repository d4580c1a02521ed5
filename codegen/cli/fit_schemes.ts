/** `burin quantize --fit`: the search, its table and its report. */
import { inFolder } from '../device/files.js';
import type { Checkpoint } from '../language_model/checkpoint.js';
import { fitBudget, type FitOptions, type FitPoint, type FitResult } from '../language_model/fit.js';
import { frontierSvg, schemeSummary } from '../language_model/frontier_plot.js';
import { table } from './command.js';

export interface Fit {
  readonly result: FitResult;
  /** The frontier and what was made, as text. */
  readonly text: string;
  /** frontier.svg and frontier.json in the folder of --report. */
  readonly files: ReadonlyMap<string, string>;
}

export function fitSchemes(checkpoint: Checkpoint, options: FitOptions, report: string | undefined): Fit {
  const result = fitBudget(checkpoint, options), { finalists, frontier } = result;
  const number = (loss: number | undefined): string => (loss === undefined ? '' : loss.toFixed(5));
  const row = (point: FitPoint): readonly string[] => [schemeSummary(point), String(point.bytes), number(point.foretold), number(point.rounded), number(point.made)];
  const text = table([['schemes', 'bytes', 'KL foretold', 'rounded', options.method], ...frontier.map(row), ...[...finalists].reverse().map(row)], 1);
  const title = `${checkpoint.name}: loss against bytes of weights`, flash = options.budget.flash - result.flash + (finalists[0]?.bytes ?? 0);
  const files = report === undefined ? new Map<string, string>() : inFolder(report, new Map([
    ['frontier.svg', frontierSvg(result, title, flash)], ['frontier.json', `${JSON.stringify({ frontier, finalists, keyValue: result.keyValue }, undefined, 2)}\n`],
  ]));
  return { result, text, files };
}
