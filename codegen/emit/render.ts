/** Templates to text. A template only lays out: it may iterate and ask "if", and a name it does not find is an error. */
import Handlebars from 'handlebars';

/** Renders one template; `partials` are templates that it may include by name. */
export function render(template: string, view: object, partials: Readonly<Record<string, string>> = {}): string {
  const engine = Handlebars.create();
  for (const [name, text] of Object.entries(partials)) engine.registerPartial(name, text);
  return engine.compile(template, { strict: true, noEscape: true })(view);
}
