import { fieldCodes } from "@winnow/contracts";
import {
  describeRetry,
  errorSections,
  FIELD_INTRODUCTION,
  INTRODUCTION,
  type ErrorSection,
} from "#error-page/sections.ts";

/** The page of errors as HTML: an element with the id of each code, without scripts. */
export function errorPageAsHtml(): string {
  const subjects = errorSections();
  const index = subjects.map(
    ({ title, sections }) =>
      `<li>${escapeHtml(title)}: ${sections.map(({ code }) => linkTo(code)).join(", ")}</li>`,
  );
  const parts = subjects.map(
    ({ title, sections }) => `<h2>${escapeHtml(title)}</h2>\n${sections.map(showSection).join("\n")}`,
  );
  const fields = Object.entries(fieldCodes).map(
    ([code, meaning]) => `<dt><code>${code}</code></dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Winnow: errors</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem }
section { margin: 2rem 0 }
section:target { outline: 2px solid; outline-offset: .75rem }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; border-radius: .25rem; font-size: .875rem }
dt { margin-top: .5rem }
</style>
</head>
<body>
<h1>Errors</h1>
<p>For developers whose call was refused.</p>
<p>${escapeHtml(INTRODUCTION)}</p>
<nav aria-label="Codes"><ul>
${index.join("\n")}
<li><a href="#fields">Codes of fields</a></li>
</ul></nav>
${parts.join("\n")}
<h2 id="fields">Codes of fields</h2>
<p>${escapeHtml(FIELD_INTRODUCTION)}</p>
<dl>
${fields.join("\n")}
</dl>
<p>Next: <a href="/docs">the API reference</a>, or <a href="/openapi.json">the contract as OpenAPI 3.1</a>.</p>
</body>
</html>
`;
}

function showSection(section: ErrorSection): string {
  const { code, status, title, cause, hint, call, problem } = section;
  return `<section id="${code}">
<h3><code>${code}</code> · ${status}</h3>
<p><strong>${escapeHtml(title)}.</strong> ${escapeHtml(describeRetry(section))}</p>
<p>Cause: ${escapeHtml(cause)}</p>
<p>What to do: ${escapeHtml(hint)}</p>
<pre>${escapeHtml(call)}</pre>
<pre>${escapeHtml(problem)}</pre>
</section>`;
}

function linkTo(code: string): string {
  return `<a href="#${code}"><code>${code}</code></a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
