import { defineRoute } from "#route/define.ts";

/** The reference: Swagger UI over this server's own document. Works without any other host. */
export const showDocs = defineRoute({
  id: "showDocs",
  tag: "Server",
  summary: "Show this document as a page",
  method: "GET",
  path: "/docs",
  access: "anyone",
  answers: {
    200: {
      description: "The reference, with a form to try each call.",
      media: { "text/html": { description: "A page for people." } },
    },
  },
  handle({ response }) {
    response.set("Cache-Control", "public, max-age=300").type("html").send(page);
  },
});

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Winnow: API reference</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
    <style>
      body { margin: 0 }
      .notes { font: 1rem/1.5 system-ui, sans-serif; max-width: 1420px; margin: 1rem auto 0; padding: 0 20px; box-sizing: border-box }
      .swagger-ui .servers-title, .swagger-ui .scheme-container .servers { display: none }
    </style>
  </head>
  <body>
    <p class="notes">
      Try calls with a <code>wn_test_</code> key: test credits, sandbox mail servers. Live keys are refused from browsers.
      <a href="/docs/errors">Every error</a> · <a href="/openapi.json">This contract as OpenAPI 3.1</a>
    </p>
    <div id="reference"></div>
    <noscript><p class="notes">This page needs JavaScript; the contract itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/assets/start.js"></script>
  </body>
</html>
`;
