import { accountErrors } from "./catalogue/account.ts";
import { bodyErrors } from "./catalogue/body.ts";
import { jobErrors } from "./catalogue/job.ts";
import { keyErrors } from "./catalogue/key.ts";
import { requestErrors } from "./catalogue/request.ts";
import { serverErrors } from "./catalogue/server.ts";
import type { ErrorDefinition } from "./catalogue/definition.ts";

/**
 * The one error table. The API's answers, the client's error classes and the page of errors derive from it.
 * Source: RFC 9457 for the shape.
 */
export const errorCatalogue = {
  ...requestErrors,
  ...bodyErrors,
  ...keyErrors,
  ...accountErrors,
  ...jobErrors,
  ...serverErrors,
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The codes by subject, in the order of the page of errors. */
export const errorSubjects: readonly { readonly title: string; readonly codes: readonly ErrorCode[] }[] = [
  { title: "Requests", codes: codesOf(requestErrors) },
  { title: "Bodies and parameters", codes: codesOf(bodyErrors) },
  { title: "API keys", codes: codesOf(keyErrors) },
  { title: "Accounts and signatures", codes: codesOf(accountErrors) },
  { title: "Credits, jobs and addresses", codes: codesOf(jobErrors) },
  { title: "The server", codes: codesOf(serverErrors) },
];

function codesOf<Code extends string>(errors: Readonly<Record<Code, ErrorDefinition>>): readonly Code[] {
  return Object.keys(errors) as Code[];
}
