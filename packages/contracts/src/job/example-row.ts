import { exampleContact } from "../contact-fields.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";

/** A verified row of the example's job. */
export const exampleRow = {
  ref: "crm-17",
  row: 1,
  status: "verified",
  reason: null,
  input: { ref: "crm-17", email: "ada@acme.test" },
  email: {
    address: "ada@acme.test",
    masked: false,
    status: "valid",
    reason: "accepted",
    score: 0.9731,
    score_basis: { outcomes: 1840, required: 50, model: "2026-11-26.1/412" },
    checked_at: exampleTimes.checked,
    flags: {},
    did_you_mean: null,
    reclassified: null,
  },
  contact: null,
  charge: { credits: 1, entry: exampleIds.capture, basis: "verification" },
  duplicate_of: null,
  attempts: [],
};

const reply = { stage: "rcpt", host: "mx1.acme.test", address: "203.0.113.25" };
const versions = { classifier_version: "2026-11-26.1", verdict_version: "2026-11-26.1" };
const accepted =
  "The mail host accepts this address and refuses one that does not exist. mx1.acme.test answered: 250 2.1.5 OK";

/** The same row with its two attempts: the mail host deferred the first. */
export const exampleRowDetail = {
  ...exampleRow,
  why: accepted,
  verifications: [
    {
      attempt: 1,
      address: "ada@acme.test",
      status: "unknown",
      reason: "greylisted",
      why: "The mail host defers senders that it does not know yet; a later attempt settles it. mx1.acme.test answered: 451 4.7.1 Greylisted",
      at: "2026-11-23T09:25:01.300Z",
      ...versions,
      evidence: [
        { ...reply, code: 451, enhanced: "4.7.1", text: "Greylisted", at: "2026-11-23T09:25:01.300Z" },
      ],
    },
    {
      attempt: 2,
      address: "ada@acme.test",
      status: "valid",
      reason: "accepted",
      why: accepted,
      at: exampleTimes.checked,
      ...versions,
      evidence: [{ ...reply, code: 250, enhanced: "2.1.5", text: "OK", at: exampleTimes.checked }],
    },
  ],
};

const { email: _email, ...profile } = exampleContact;

/** The directory's data about the person of that row. */
export const exampleRowContact = {
  id: exampleIds.contact,
  ...profile,
  match: null,
  sources: { first_name: "directory", last_name: "directory", job_title: "directory", phone: "directory" },
};
