import { placeholdersOf, renderTemplate, type Template, type TemplateValues } from "#http/template.ts";

/** What is wrong with a URL template, in words. Data of a person may choose a path, never the host. */
export function checkUrl(text: string, template: Template): string | undefined {
  if (!/^https?:\/\//.test(text)) return "must begin with https://";
  if (placeholdersOf(template).has("secret"))
    return "{secret} may stand in headers and query only: URLs end up in logs";
  if (/^https?:\/\/[^/?#]*\{/.test(text)) return "the host must stand there as it is, without {placeholders}";
  const url = URL.parse(text.replaceAll(/[{|}]/g, "x"));
  if (url === null) return "is no URL";
  if (url.username !== "" || url.password !== "") return "must not hold a user or password: use a header";
  if (url.hash !== "") return "must not have a #fragment";
  return undefined;
}

/** The URL about one person; undefined where something is unknown, or would lead to another path than the template’s. */
export function renderUrl(template: Template, values: TemplateValues): URL | undefined {
  const text = renderTemplate(template, values, encodeURIComponent);
  // encodeURIComponent leaves dots alone, and `..` as a whole segment climbs.
  if (text === undefined || text.split(/[/?]/).some((segment) => segment === "." || segment === ".."))
    return undefined;
  return new URL(text);
}
