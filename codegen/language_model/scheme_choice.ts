/** Which scheme each matrix of a model gets. */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { LayerMatrix, MatrixRole } from './checkpoint.js';
import { schemeOf, type Scheme } from './scheme.js';
import { layerMatrices } from './tensors.js';

export interface SchemeChoice {
  /** Of the matrices of layers that have none of their own. */
  readonly layers: Scheme;
  readonly embedding: Scheme;
  readonly mixed: Readonly<Partial<Record<LayerMatrix, Scheme>>>;
}

/** `KIND=SCHEME,...` of --mixed. */
export function parseMixed(text: string | undefined): SchemeChoice['mixed'] {
  return Object.fromEntries((text ?? '').split(',').filter((part) => part !== '').map((part) => {
    const [kind, name = ''] = part.split('='), known = layerMatrices.find((one) => one === kind);
    if (known === undefined) return fail('N0404', `"${part}" names no matrix`, { where: '--mixed', hint: `Write KIND=SCHEME; kinds are ${layerMatrices.join(', ')}.` });
    return [known, schemeOf(name, '--mixed')];
  }));
}

/** The embedding, which is looked up and often the classifier too, keeps 8 bits unless asked otherwise: it costs little and helps much. */
export function defaultEmbedding(layers: Scheme): Scheme {
  return layers.bits === 8 ? layers : schemeOf('w8', '--embedding');
}

export function schemeFor({ layers, embedding, mixed }: SchemeChoice, { kind }: MatrixRole): Scheme {
  return kind === 'embedding' || kind === 'classifier' ? embedding : mixed[kind] ?? layers;
}

/** `w4g32, down w8, embedding w8`. */
export function schemeText({ layers, embedding, mixed }: SchemeChoice): string {
  return [layers.name, ...Object.entries(mixed).map(([kind, { name }]) => `${kind} ${name}`), `embedding ${embedding.name}`].join(', ');
}
