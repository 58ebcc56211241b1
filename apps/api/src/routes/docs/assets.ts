import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Express } from "express";
import { cachedAnswer, sendCached } from "#answer/cached.ts";

const MAX_AGE_SECONDS = 3_600;

/** Starts the reference. No validator: that would be a request to another host. */
const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** Puts on the app what the reference page loads, out of the package that is installed here: parts of a page, no calls. */
export function mountDocsAssets(app: Express): void {
  const packageFile = fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json"));
  const read = (file: string) => readFileSync(join(dirname(packageFile), file), "utf8");
  const assets = {
    "swagger-ui.css": cachedAnswer(read("swagger-ui.css"), "text/css"),
    "swagger-ui-bundle.js": cachedAnswer(read("swagger-ui-bundle.js"), "text/javascript"),
    "start.js": cachedAnswer(START, "text/javascript"),
  };
  for (const [file, asset] of Object.entries(assets)) {
    app.get(`/docs/assets/${file}`, (_request, response) => sendCached(response, asset, MAX_AGE_SECONDS));
  }
}
