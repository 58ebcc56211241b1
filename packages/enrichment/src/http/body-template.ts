import { z } from "zod";
import {
  parseTemplate,
  placeholdersOf,
  renderTemplate,
  type Template,
  type TemplateValues,
} from "#http/template.ts";

/** A JSON body whose strings are templates. */
export type BodyTemplate =
  | { readonly kind: "text"; readonly template: Template }
  | { readonly kind: "literal"; readonly value: number | boolean | null }
  | { readonly kind: "list"; readonly elements: readonly BodyTemplate[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [string, BodyTemplate])[] };

const DEPTH_MAX = 10;
type Report = (message: string, path: readonly (string | number)[]) => void;

/** The body of a definition file: an object, which may nest. It must not contain the secret. */
export const HttpProviderBody = z
  .record(z.string(), z.unknown())
  .transform((body, context) =>
    compile(body, [], (message, path) => context.addIssue({ code: "custom", message, path: [...path] })),
  );

function compile(value: unknown, path: readonly (string | number)[], report: Report): BodyTemplate {
  if (path.length > DEPTH_MAX) report(`nests deeper than ${DEPTH_MAX}`, path);
  else if (typeof value === "string") return { kind: "text", template: textOf(value, path, report) };
  else if (Array.isArray(value))
    return {
      kind: "list",
      elements: value.map((element, index) => compile(element, [...path, index], report)),
    };
  else if (typeof value === "object" && value !== null)
    return {
      kind: "object",
      members: Object.entries(value).map(([name, member]) => [
        name,
        compile(member, [...path, name], report),
      ]),
    };
  else if (typeof value === "number" || typeof value === "boolean" || value === null)
    return { kind: "literal", value };
  else report("is not JSON", path);
  return { kind: "literal", value: null };
}

function textOf(text: string, path: readonly (string | number)[], report: Report): Template {
  const parsed = parseTemplate(text);
  if (!parsed.ok) report(parsed.problem, path);
  else if (placeholdersOf(parsed.template).has("secret"))
    report("{secret} is allowed only in headers and query", path);
  return parsed.ok ? parsed.template : { parts: [] };
}

/**
 * The body about one person. Fields that refer to an unknown value are left out, and so are objects that become empty.
 * @returns undefined when the body becomes empty
 */
export function renderBody(body: BodyTemplate, values: TemplateValues): unknown {
  if (body.kind === "literal") return body.value;
  if (body.kind === "text") return renderTemplate(body.template, values);
  if (body.kind === "list") {
    const elements = body.elements.map((element) => renderBody(element, values));
    const known = elements.filter((element) => element !== undefined);
    return known.length === 0 && elements.length > 0 ? undefined : known;
  }
  const members = body.members.map(([name, member]) => [name, renderBody(member, values)] as const);
  const known = members.filter(([, member]) => member !== undefined);
  return known.length === 0 && members.length > 0 ? undefined : Object.fromEntries(known);
}
