/** Templates to text. A template only lays out: it may iterate and ask "if", and a name it does not find is an error. */
import Handlebars from 'handlebars';

const engine = Handlebars.create();
/** Parsing a template takes longer than filling it in, and there are few. */
const parsed = new Map<string, Handlebars.TemplateDelegate>();

/** Renders one template; `partials` are templates that it may include by name. */
export function render(template: string, view: object, partials: Readonly<Record<string, string>> = {}): string {
  return parse(template)(view, { partials: Object.fromEntries(Object.entries(partials).map(([name, text]) => [name, parse(text)])) });
}

function parse(template: string): Handlebars.TemplateDelegate {
  const known = parsed.get(template) ?? engine.compile(template, { strict: true, noEscape: true });
  parsed.set(template, known);
  return known;
}

/** Renders a template of HTML: every value is text there, whatever characters a model's names have. */
export function renderHtml(template: string, view: object): string {
  return Handlebars.create().compile(template, { strict: true })(view);
}
