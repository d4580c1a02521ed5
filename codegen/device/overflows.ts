/** What GNU ld says when an image is too large. */

export interface Overflow {
  readonly region: string;
  readonly bytesOver: number;
}

/** The regions that GNU ld says are too small; empty when the link failed for another reason. */
export function readOverflows(log: string): readonly Overflow[] {
  return [...log.matchAll(/region [`']([^']+)' overflowed by (\d+) bytes/g)]
    .map((match) => ({ region: match[1]!, bytesOver: Number(match[2]) }));
}
