/** The firmware files that a model needs: followed from the headers it includes, through what they include. */
export interface FirmwareFiles {
  /** File name (`bn_x.h`, `bn_x.c`) to text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** `inlined`: headers of kernels that are used in their specialised form only, so that nothing calls their source file. */
export function kernelFiles(headers: readonly string[], inlined: ReadonlySet<string>, firmware: FirmwareFiles): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const text = firmware.texts.get(file);
    if (text === undefined) throw new Error(`firmware has no file ${file}`);
    found.set(file, text);
    for (const [, included] of text.matchAll(/#include "([^"]+)"/g)) if (included !== undefined) visit(included);
    const source = file.replace(/\.h$/, '.c');
    if (!inlined.has(file) && firmware.texts.has(source)) visit(source);
  };
  headers.forEach(visit);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
