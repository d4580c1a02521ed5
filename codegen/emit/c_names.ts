/** C identifiers from model names: readable, unique, and never a keyword. */

const keywords = new Set(('auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short '
  + 'signed sizeof static struct switch typedef union unsigned void volatile while').split(' '));

/** A name's letters, digits and underscores in lower case; the last part of a path, `layer` if nothing is left. */
export function cIdentifier(name: string, fallback = 'layer'): string {
  const first = name.split(';')[0] ?? '';
  const parts = first.split('/').filter((part) => part !== '');
  const words = (parts.slice(-2).join('_') || first).replace(/:\d+$/, '').replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '').toLowerCase().slice(0, 40);
  const safe = words === '' ? fallback : /^\d/.test(words) || keywords.has(words) ? `${fallback}_${words}` : words;
  return safe;
}

/** Headers of the C library: a file of ours with such a name would be included instead of them. */
const standardHeaders = new Set(('assert complex ctype errno fenv float inttypes iso646 limits locale math memory setjmp signal stdalign stdarg stdatomic stdbool stddef stdint '
  + 'stdio stdlib stdnoreturn string strings tgmath threads time uchar unistd wchar wctype').split(' '));

/** Whether C takes it as a name. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name);
}

/** Why a name cannot be the prefix of a model's files and functions; undefined when it can. */
export function modelNameProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'it is no C identifier';
  if (standardHeaders.has(name.toLowerCase())) return `${name}.h would hide a header of the C library`;
  if (/^bn_/i.test(name)) return 'names that begin with bn_ belong to the kernels';
  return undefined;
}

/** A model's own name, or the name of its file, as a prefix of C names. */
export function modelName(name: string): string {
  const identifier = cIdentifier(name, 'model');
  return modelNameProblem(identifier) === undefined ? identifier : `model_${identifier}`;
}

/** Hands out names; a second one of the same spelling gets a number. */
export class CNames {
  private readonly taken = new Set<string>();

  constructor(reserved: readonly string[] = []) {
    for (const name of reserved) this.taken.add(name);
  }

  unique(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.taken.has(name); count++) name = `${wanted}_${count}`;
    this.taken.add(name);
    return name;
  }
}
