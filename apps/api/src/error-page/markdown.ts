import { fieldCodes } from "@winnow/contracts";
import {
  describeRetry,
  errorSections,
  FIELD_INTRODUCTION,
  INTRODUCTION,
  type ErrorSection,
} from "#error-page/sections.ts";

/** The page of errors as Markdown, for docs/errors.md. */
export function errorPageAsMarkdown(): string {
  const subjects = errorSections();
  const index = subjects.map(
    ({ title, sections }) =>
      `- ${title}: ${sections.map(({ code }) => `[\`${code}\`](#${code})`).join(", ")}`,
  );
  const parts = subjects.map(
    ({ title, sections }) => `## ${title}\n\n${sections.map(showSection).join("\n\n")}`,
  );
  const fields = Object.entries(fieldCodes).map(([code, meaning]) => `- \`${code}\`: ${meaning}`);
  return `# Errors

For developers whose call was refused. A server shows the same page at \`GET /docs/errors\`.

${asMarkdown(INTRODUCTION)}

${index.join("\n")}
- [Codes of fields](#codes-of-fields)

${parts.join("\n\n")}

## Codes of fields

${asMarkdown(FIELD_INTRODUCTION)}

${fields.join("\n")}

Next: [The API](api.md) and [Keys and limits](keys-and-limits.md). \`GET /docs\` of a server is its API reference.
`;
}

function showSection(section: ErrorSection): string {
  const { code, status, title, cause, hint, call, problem } = section;
  return `### ${code}

${status}. **${title}.** ${describeRetry(section)}

- Cause: ${asMarkdown(cause)}
- What to do: ${asMarkdown(hint)}

\`\`\`text
${call}
\`\`\`

\`\`\`json
${problem}
\`\`\``;
}

/** Names of the wire and their values are not words: underscores and angle brackets would be markup. */
function asMarkdown(text: string): string {
  return text
    .replaceAll(/[$a-z]+(?:_[a-z]+)+(?:=[a-z]+)?|\$[A-Z]+|application\/[a-z+]+/g, "`$&`")
    .replaceAll("<", "&lt;");
}
