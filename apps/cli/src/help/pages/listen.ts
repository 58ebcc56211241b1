import type { Page } from "#help/pages/page.ts";

/** `listen` */
export const listenPages: Readonly<Record<string, Page>> = {
  listen: {
    about: [
      "Brings the organization's events to the machine of whoever develops a receiver of callbacks, without a public URL and without registering an endpoint. Events of the key's mode are posted to --forward-to one after another, as the server itself would: the same headers, bodies and pages of rows, 15 seconds for an answer, no redirect followed.",
      "Each post is signed (Standard Webhooks, v1) with a secret that is made for the session and printed at the start; --secret keeps one. Give it to your receiver instead of the one of your organization.",
      "Each attempt is a line: time, type, id, job, what the receiver answered, and how long it took. What is refused is posted again after 1, 3 and 10 seconds; then the next event has its turn, and --replay-from begins with the one that was missed. A connection to the server that breaks is opened again, and nothing is left out.",
    ],
    examples: [
      ["winnow listen --forward-to http://127.0.0.1:4000/hook", "everything that happens from now on"],
      ["winnow listen --forward-to localhost:4000/hook --events job.completed rows.batch", "only results"],
      [
        "winnow listen --forward-to localhost:4000/hook --replay-from evt_01m8brpm2reh3bt5jzajvdtf5c",
        "once more what has happened",
      ],
      ["winnow listen --json | jq -r .type", "show them, and post them nowhere"],
    ],
    seeAlso: ["winnow verify", "winnow jobs watch"],
  },
};
