/** A report as one HTML page: numbers become places and lengths of a drawing, nothing is decided anew. */
import { renderHtml } from './render.js';
import type { Report, ReportBlock, ReportGraph } from './report.js';

/** `report.html` and `report.json`. */
export function reportFiles(report: Report, template: string): ReadonlyMap<string, string> {
  return new Map([['report.html', renderHtml(template, reportView(report))], ['report.json', `${JSON.stringify(report, null, 2)}\n`]]);
}

function reportView(report: Report) {
  const { flash, ram, arenaLowerBound, macs, regions, graphs } = report, over = ram.arena - arenaLowerBound;
  return {
    name: report.name, source: report.source, compiler: report.compiler, target: report.target,
    summary: [
      { label: 'Flash, constants', value: bytes(flash.weights), note: 'weights, biases, multipliers, tables' },
      { label: 'RAM, arena', value: bytes(ram.arena), note: over === 0 ? 'the lower bound: no plan can be smaller' : `${bytes(over)} above the lower bound, ${bytes(arenaLowerBound)}` },
      { label: 'RAM, state', value: bytes(ram.state), note: 'kept between runs' },
      { label: 'Multiply-accumulates', value: number(macs), note: 'of one run' },
    ],
    regions: regions.map(({ region, holds, needs, has }) => ({ region, holds, needs: bytes(needs), has: bytes(has), share: percent(needs, has) })),
    graphs: graphs.map((graph, index) => graphView(graph, index)),
  };
}

function graphView(graph: ReportGraph, index: number) {
  const most = (pick: (step: ReportGraph['steps'][number]) => number): number => Math.max(1, ...graph.steps.map(pick));
  const mostMacs = most(({ macs }) => macs), mostBytes = most(({ weightBytes }) => weightBytes), { memory } = graph;
  return {
    title: index === 0 ? 'Memory plan' : `Memory plan of the sub-graph "${graph.name}"`,
    plan: `Plan ${bytes(memory.bytes)}, lower bound ${bytes(memory.lowerBound)}${memory.optimal ? ': no plan of these lifetimes is smaller' : ''}.`,
    drawing: drawing(memory),
    steps: graph.steps.map((step) => ({
      step: step.step, operator: step.operator, name: step.name, type: `${step.element ?? ''}[${step.shape.join(',')}]`, kernel: step.kernels.length === 0 ? 'no code' : step.kernels.join(', '),
      form: step.form, reason: step.reason, macs: number(step.macs), macsShare: percent(step.macs, mostMacs), weightBytes: number(step.weightBytes), bytesShare: percent(step.weightBytes, mostBytes),
    })),
  };
}

const height = 320, left = 76, top = 12, bottom = 34;

/** Time runs to the right, one column a step; offsets grow upwards. */
function drawing({ bytes: planned, lowerBound, blocks, live }: ReportGraph['memory']) {
  const column = Math.min(64, Math.max(10, 960 / live.length)), span = Math.max(planned, lowerBound, 1);
  const x = (at: number): number => left + at * column, y = (offset: number): number => top + height * (1 - offset / span);
  const right = x(live.length), rectangle = (block: ReportBlock, index: number) => {
    const width = (block.lastStep - block.firstStep + 1) * column, tall = (height * block.bytes) / span;
    return {
      x: round(x(block.firstStep)), y: round(y(block.offset + block.bytes)), width: round(width), height: round(tall), scratch: block.scratch,
      // Neighbours in the list differ by the golden angle.
      hue: block.scratch ? 0 : Math.round((index * 137.5) % 360), textX: round(x(block.firstStep) + 4), textY: round(y(block.offset + block.bytes / 2) + 4),
      label: tall >= 13 ? [block.name, bytes(block.bytes)].find((label) => label.length * 6.2 <= width - 8) ?? '' : '',
      about: `${block.name}: offset ${block.offset}, ${bytes(block.bytes)}, steps ${block.firstStep} to ${block.lastStep}${block.over === undefined ? '' : `; follows ${block.over.name} through its memory`}`,
    };
  };
  const every = Math.max(1, Math.ceil(34 / column)), last = live.length - 1;
  return {
    width: round(right + 12), height: top + height + bottom, left, right: round(right), base: top + height, rectangles: blocks.map(rectangle),
    boundY: round(y(lowerBound)), boundTextX: round(right - 4), boundTextY: round(y(lowerBound) + 13),
    live: live.map((amount, at) => `${at === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(amount))}H${round(x(at + 1))}`).join(''),
    rows: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ y: round(y(span * share)), textX: left - 6, textY: round(y(span * share) + 4), label: number(Math.round(span * share)) })),
    columns: live.flatMap((_, at) => (at === 0 || at === last || (at % every === 0 && at + every <= last) ? [{ x: round(x(at + 0.5)), y: top + height + 16, label: at === 0 ? 'in' : at === last ? 'out' : String(at) }] : [])),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.min(100, Math.round((part / whole) * 1000) / 10)}%`;
/** Thousands apart, the same in every locale. */
const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
const bytes = (value: number): string => `${number(value)} B`;
