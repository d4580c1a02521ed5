/** The frontier of a budget search as an SVG picture: bytes to the right, loss upwards on a logarithmic scale. */
import type { FitPoint, FitResult } from './fit.js';

const size = { width: 640, height: 400, left: 72, right: 16, top: 40, bottom: 48 } as const;

interface Axis { readonly low: number; readonly high: number }

/** The picture's text. */
export function frontierSvg({ frontier, finalists }: FitResult, title: string, flash: number): string {
  const losses = [...frontier.flatMap(({ foretold, rounded }) => [foretold, rounded]), ...finalists.map(({ made }) => made)].filter((loss): loss is number => loss !== undefined && loss > 0);
  const bytes = [...frontier, ...finalists].map((point) => point.bytes), x = { low: Math.min(...bytes) * 0.97, high: Math.max(...bytes) * 1.03 };
  const y = { low: Math.floor(Math.log10(Math.min(...losses))), high: Math.ceil(Math.log10(Math.max(...losses))) };
  const right = (value: number): string => at(x, value, size.left, size.width - size.right), up = (loss: number): string => at(y, Math.log10(Math.max(loss, 10 ** y.low)), size.height - size.bottom, size.top);
  const dots = (points: readonly FitPoint[], of: (point: FitPoint) => number | undefined, style: string): readonly string[] => points.flatMap((point) => {
    const loss = of(point);
    return loss === undefined ? [] : [`<circle cx="${right(point.bytes)}" cy="${up(loss)}" r="4" ${style}><title>${point.bytes} B, KL ${loss.toFixed(4)}: ${schemeSummary(point)}</title></circle>`];
  });
  const decades = Array.from({ length: y.high - y.low + 1 }, (_, k) => y.low + k);
  const legend = [['none', '#888', 'foretold'], ['#4477aa', '#4477aa', 'rounded to nearest'], ['#cc3311', '#cc3311', 'made']] as const;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`, `<text x="${size.left}" y="18" font-size="14">${escaped(title)}</text>`,
    ...legend.map(([fill, stroke, text], at) => `<circle cx="${size.left + 8 + 150 * at}" cy="30" r="4" fill="${fill}" stroke="${stroke}"/><text x="${size.left + 18 + 150 * at}" y="34">${text}</text>`),
    ...decades.map((power) => `<path d="M${size.left} ${up(10 ** power)}H${size.width - size.right}" stroke="#ddd"/><text x="${size.left - 6}" y="${up(10 ** power)}" text-anchor="end" dominant-baseline="middle">${10 ** power}</text>`),
    ...ticks(x).map((value) => `<text x="${right(value)}" y="${size.height - size.bottom + 18}" text-anchor="middle">${value / 1000} kB</text>`),
    ...(flash > x.low && flash < x.high ? [`<path d="M${right(flash)} ${size.top}V${size.height - size.bottom}" stroke="#cc3311" stroke-dasharray="4 3"/><text x="${right(flash)}" y="${size.height - 10}" text-anchor="middle" fill="#cc3311">budget</text>`] : []),
    `<text x="16" y="${size.height / 2}" transform="rotate(-90 16 ${size.height / 2})" text-anchor="middle">KL, nats a token</text>`,
    `<polyline points="${frontier.map((point) => `${right(point.bytes)},${up(point.foretold)}`).join(' ')}" fill="none" stroke="#888"/>`,
    ...dots(frontier, ({ foretold }) => foretold, 'fill="white" stroke="#888"'), ...dots(frontier, ({ rounded }) => rounded, 'fill="#4477aa"'), ...dots(finalists, ({ made }) => made, 'fill="#cc3311"'),
    '</svg>', '',
  ].join('\n');
}

/** The scheme that most kinds have, and the others: `w4g32, down w8`. */
export function schemeSummary({ schemes }: Pick<FitPoint, 'schemes'>): string {
  const names = Object.values(schemes), most = [...new Set(names)].sort((a, b) => names.filter((name) => name === b).length - names.filter((name) => name === a).length)[0];
  return [most, ...Object.entries(schemes).filter(([, name]) => name !== most).map(([kind, name]) => `${kind} ${name}`)].join(', ');
}

function at({ low, high }: Axis, value: number, from: number, to: number): string {
  return (from + ((value - low) / Math.max(high - low, 1e-9)) * (to - from)).toFixed(1);
}

/** Some four round numbers. */
function ticks({ low, high }: Axis): readonly number[] {
  const rough = (high - low) / 4, unit = 10 ** Math.floor(Math.log10(rough)), step = unit * ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10), first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, k) => (first + k) * step);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
