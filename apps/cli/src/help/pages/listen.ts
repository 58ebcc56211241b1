import type { Page } from "#help/pages/page.ts";

/** `listen` */
export const listenPages: Readonly<Record<string, Page>> = {
  listen: {
    about: [
      "Forwards the organization's events to a receiver on a developer's machine, without a public URL or a registered endpoint. Events of the key's mode are posted to --forward-to one after another. Headers, bodies and pages of rows are those of the server. As on the server, an answer may take 15 seconds, and redirects are not followed.",
      "Each post is signed (Standard Webhooks, v1) with a secret that is generated for the session and printed at the start; --secret sets one. Configure your receiver with it instead of your organization's secret.",
      "Each attempt prints a line: time, type, id, job, the receiver's answer, and how long it took. A refused event is posted again after 1, 3 and 10 seconds; then the next event follows. --replay-from begins with a past event. A connection to the server that breaks is opened again, without missing an event.",
    ],
    examples: [
      ["winnow listen --forward-to http://127.0.0.1:4000/hook", "all events from now on"],
      [
        "winnow listen --forward-to localhost:4000/hook --events job.completed rows.batch",
        "only results of jobs",
      ],
      [
        "winnow listen --forward-to localhost:4000/hook --replay-from evt_01m8brpm2reh3bt5jzajvdtf5c",
        "past events again",
      ],
      ["winnow listen --json | jq -r .type", "print events without posting them"],
    ],
    seeAlso: ["winnow verify", "winnow jobs watch"],
  },
};
