import { placeholdersOf, renderTemplate, type Template, type TemplateValues } from "#http/template.ts";

/** The mistake of a URL template, in words. Fields of a person may be part of the path, never of the host. */
export function checkUrl(text: string, template: Template): string | undefined {
  if (!/^https?:\/\//.test(text)) return "must begin with https://";
  if (placeholdersOf(template).has("secret"))
    return "{secret} is allowed only in headers and query: URLs end up in logs";
  if (/^https?:\/\/[^/?#]*\{/.test(text)) return "the host must be literal, without {placeholders}";
  const url = URL.parse(text.replaceAll(/[{|}]/g, "x"));
  if (url === null) return "is not a URL";
  if (url.username !== "" || url.password !== "") return "must not contain a user or password: use a header";
  if (url.hash !== "") return "must not have a #fragment";
  return undefined;
}

/** The URL about one person; undefined when a field is unknown, or would lead to another path than the template’s. */
export function renderUrl(template: Template, values: TemplateValues): URL | undefined {
  const text = renderTemplate(template, values, encodeURIComponent);
  // encodeURIComponent does not escape dots, and `..` as a whole segment leads upwards.
  if (text === undefined || text.split(/[/?]/).some((segment) => segment === "." || segment === ".."))
    return undefined;
  return new URL(text);
}
