import { cachedAnswer, sendCached } from "#answer/cached.ts";
import { errorPageAsHtml } from "#error-page/html.ts";
import { defineRoute } from "#route/define.ts";

const MAX_AGE_SECONDS = 3_600;

/** The page that `type` and `docs_url` of every problem lead to: cause, remedy and example of each code. */
export const showErrors = defineRoute({
  id: "showErrors",
  tag: "Server",
  summary: "Show every error code",
  description:
    "One section for each code with its cause, what to do and an example: `type` and `docs_url` of every problem lead to it.",
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
    page ??= cachedAnswer(errorPageAsHtml(), "html");
    sendCached(response, page, MAX_AGE_SECONDS);
  },
});

/** Rendered for the first reader, so that importing this module reads no file. */
let page: ReturnType<typeof cachedAnswer> | undefined;
