import { errorCatalogue } from "@winnow/contracts";
import { defineRoute } from "#route/define.ts";

/** What `type` and `docs_url` of every error point at: the error table as a page, one anchor per code. */
export const showErrors = defineRoute({
  id: "showErrors",
  tag: "Server",
  summary: "List every error code",
  description: "One anchor for each code: `type` and `docs_url` of every problem point here.",
  method: "GET",
  path: "/docs/errors",
  access: "anyone",
  answers: {
    200: {
      description: "The error table as a page.",
      media: { "text/html": { description: "A page for people." } },
    },
  },
  handle({ response }) {
    response.set("Cache-Control", "public, max-age=3600").type("html").send(page);
  },
});

const sections = Object.entries(errorCatalogue).map(
  ([code, { status, title, retryable, hint }]) => `
    <section id="${code}">
      <h2><code>${code}</code> · ${status}</h2>
      <p>${escapeHtml(title)}. ${escapeHtml(hint)}</p>
      <p>${retryable ? "The same request may succeed later." : "The same request will fail again."}</p>
    </section>`,
);

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Winnow: errors</title>
    <style>
      :root { color-scheme: light dark }
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
      section:target { outline: 2px solid; outline-offset: .75rem }
    </style>
  </head>
  <body>
    <h1>Errors</h1>
    <p>Every refusal is <code>application/problem+json</code> (RFC 9457). Its <code>code</code> is one of these.</p>
    ${sections.join("")}
  </body>
</html>
`;

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
