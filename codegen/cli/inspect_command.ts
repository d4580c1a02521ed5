import { elementCount } from '../../runtime-ts/ir/graph.js';
import { loadModel } from '../device/model_file.js';
import { inspectModel, type TensorSummary } from '../library/inspect_model.js';
import { customOpsOf, onlyModel, print, table, type Command } from './command.js';
import { adapterOf, countOf } from './language_model_options.js';

export const inspectCommand: Command = {
  name: 'inspect', takes: 'MODEL', summary: 'Prints what is in a model, and the memory that it would take.', options: ['custom-op', 'context', 'lora', 'lora-scale', 'json'],
  async run(given) {
    const customOps = await customOpsOf(given.flags), report = inspectModel(loadModel(onlyModel(given), customOps, { context: countOf('context', given.flags.context), adapter: adapterOf(given.flags) }).graph, customOps);
    const tensor = ({ name, element, shape, scale, zeroPoint }: TensorSummary): string =>
      `${name}: ${element}[${shape.join(',')}], ${elementCount(shape)} elements${scale === undefined ? '' : `, scale ${scale}, zero point ${zeroPoint}`}`;
    print(given.flags, report, [
      `${report.name}: ${report.macs} MACs, ${report.weightBytes} B of constants, ${report.arenaBytes === null ? 'no arena is planned' : `${report.arenaBytes} B of arena (lower bound ${report.arenaLowerBound} B)`}`,
      ...report.inputs.map((t) => `input  ${tensor(t)}`), ...report.outputs.map((t) => `output ${tensor(t)}`),
      table([['   #', 'operator', 'result', 'name', 'MACs', 'constants, B'], ...report.operators.map((op) => [
        String(op.index).padStart(4), op.name, `${op.element ?? ''}[${op.shape.join(',')}]`, op.outputs.map((name) => name.replace(/;.*$/s, ' ...')).join(', '), String(op.macs), String(op.weightBytes),
      ])], 4),
      ...(report.arenaReason === undefined ? [] : [report.arenaReason]),
    ].join('\n'));
    return 0;
  },
};
