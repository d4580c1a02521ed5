import { CompileError, type Diagnostic } from '../../../runtime-ts/diagnostic.js';

/** Collects diagnostics of steps that do not depend on each other. */
export class Problems {
  private readonly list = new Set<Diagnostic>();

  /** undefined: the step failed, which is noted. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      for (const diagnostic of error.diagnostics) this.list.add(diagnostic);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.list.size > 0) throw new CompileError([...this.list]);
  }
}
