import { renderBody } from "#http/body-template.ts";
import type { HttpProviderDefinition } from "#http/definition.ts";
import type { PersonValues } from "#http/person-field.ts";
import { renderTemplate } from "#http/template.ts";
import { renderUrl } from "#http/url.ts";

/** The request about one person; undefined when the person cannot be part of the URL. */
export function buildRequest(
  definition: HttpProviderDefinition,
  person: PersonValues,
  options: { readonly secret: string | undefined; readonly idempotencyKey: string },
): { readonly url: URL; readonly init: RequestInit } | undefined {
  const values = options.secret === undefined ? person : { ...person, secret: options.secret };
  const url = renderUrl(definition.url.template, values);
  if (url === undefined) return undefined;
  for (const [name, template] of Object.entries(definition.query)) {
    const value = renderTemplate(template, values);
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers = new Headers({ accept: "application/json" });
  const body = definition.body && JSON.stringify(renderBody(definition.body, values) ?? {});
  if (body !== undefined) headers.set("content-type", "application/json");
  for (const [name, template] of Object.entries(definition.headers)) {
    // A header has ASCII only: fields of a person are escaped, the secret is already checked.
    const value = renderTemplate(template, values, (text, gap) =>
      gap === "secret" ? text : encodeURIComponent(text),
    );
    if (value !== undefined) headers.set(name, value);
  }
  if (definition.idempotency_header !== undefined)
    headers.set(definition.idempotency_header, options.idempotencyKey);
  return { url, init: { method: definition.method, headers, ...(body !== undefined && { body }) } };
}
