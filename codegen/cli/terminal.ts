/** What a terminal gets and a file or a pipe does not: colour, and a line that says what is going on. */

interface Stream { readonly isTTY?: boolean; write(text: string): boolean }
type Environment = Readonly<Record<string, string | undefined>>;

export type Colour = 'red' | 'green' | 'bold' | 'dim';
const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, bold: 1, dim: 2 };

/** Colours text for a stream: only on a terminal, and never when NO_COLOR is set (no-color.org). */
export function painter(stream: Stream, environment: Environment = process.env): (colour: Colour, text: string) => string {
  const plain = stream.isTTY !== true || Boolean(environment['NO_COLOR']) || environment['TERM'] === 'dumb';
  return (colour, text) => (plain || text === '' ? text : `\u001b[${codes[colour]}m${text}\u001b[0m`);
}

/** Shows what is going on in one line that is overwritten; nothing when the stream is no terminal. */
export function progressOn(stream: Stream): (text: string) => void {
  return (text) => { if (stream.isTTY === true) stream.write(`\r\u001b[K${text}`); };
}

/** Writes each warning once. */
export function warnOnce(stream: Stream): (text: string) => void {
  const written = new Set<string>();
  return (text) => {
    if (!written.has(text)) stream.write(`warning: ${text}\n`);
    written.add(text);
  };
}
