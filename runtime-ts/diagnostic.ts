/** What went wrong, where, why, and what to do. Every stage reports in this one form. */
export interface Diagnostic {
  /** `N` and four digits; docs/errors.md lists them all. */
  readonly code: string;
  /** One sentence: what is wrong. */
  readonly what: string;
  /** Operator name and index, tensor name, file, option: whatever a reader needs to find the place. */
  readonly where?: string | undefined;
  /** Why it is refused, if the sentence alone does not say it. */
  readonly why?: string | undefined;
  /** What the user can do now. */
  readonly hint?: string | undefined;
}

/** One diagnostic as text, in the order what, where, why, what to do. */
export function formatDiagnostic(d: Diagnostic): string {
  const where = d.where ? `${d.where}: ` : '';
  const why = d.why ? `\n  why:  ${d.why}` : '';
  const hint = d.hint ? `\n  hint: ${d.hint}` : '';
  return `${d.code} ${where}${d.what}${why}${hint}`;
}

/** The user's input is at fault. Carries all problems of one stage; any other exception is a bug of ours. */
export class CompileError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.name = 'CompileError';
  }
}

/** Shorthand for a stage that stops at its first problem. */
export function fail(code: string, what: string, rest: Omit<Diagnostic, 'code' | 'what'> = {}): never {
  throw new CompileError([{ code, what, ...rest }]);
}
