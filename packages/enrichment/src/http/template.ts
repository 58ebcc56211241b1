import { type PersonField, personFields } from "#http/person-field.ts";

export type Placeholder = PersonField | "secret";
export type TemplateValues = Readonly<Partial<Record<Placeholder, string>>>;

/** A text with placeholders: `Bearer {secret}`; `{company|domain}` takes the first known field. */
export interface Template {
  /** Texts and placeholders in their order; a placeholder lists the fields that may fill it. */
  readonly parts: readonly (string | readonly Placeholder[])[];
}

const placeholders: readonly string[] = [...personFields, "secret"];
const isPlaceholder = (name: string): name is Placeholder => placeholders.includes(name);

/** Parses a template. A mistake is returned in words, with its correction. */
export function parseTemplate(
  text: string,
): { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly problem: string } {
  const parts: (string | readonly Placeholder[])[] = [];
  // Each piece after the first begins inside a brace.
  const [start = "", ...pieces] = text.split("{");
  if (start.includes("}")) return { ok: false, problem: "a } has no { before it" };
  if (start !== "") parts.push(start);
  for (const piece of pieces) {
    const [inside = "", after, ...more] = piece.split("}");
    if (after === undefined) return { ok: false, problem: "a { is not closed" };
    if (more.length > 0) return { ok: false, problem: "a } has no { before it" };
    const names = inside.split("|");
    const unknown = names.find((name) => !isPlaceholder(name));
    if (unknown !== undefined)
      return { ok: false, problem: `{${unknown}} is unknown; use one of ${placeholders.join(", ")}` };
    parts.push(names.filter(isPlaceholder));
    if (after !== "") parts.push(after);
  }
  return { ok: true, template: { parts } };
}

/** The names in a template's placeholders. */
export function placeholdersOf(template: Template): ReadonlySet<Placeholder> {
  return new Set(template.parts.flatMap((part) => (typeof part === "string" ? [] : part)));
}

/** The text with its placeholders filled, or undefined when one has no known field. */
export function renderTemplate(
  template: Template,
  values: TemplateValues,
  encode: (value: string, name: Placeholder) => string = (value) => value,
): string | undefined {
  let text = "";
  for (const part of template.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const name = part.find((candidate) => values[candidate] !== undefined);
    if (name === undefined) return undefined;
    text += encode(values[name] ?? "", name);
  }
  return text;
}
