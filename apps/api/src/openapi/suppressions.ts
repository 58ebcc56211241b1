import { AddSuppressions, AddSuppressionsAnswer, SuppressionPage, SuppressionQuery } from "@winnow/contracts";
import { BODY_ERRORS, json, PAGE_ERRORS, type Operation } from "#openapi/operation.ts";

const listed: Omit<Operation, "id" | "tag" | "summary"> = {
  query: SuppressionQuery,
  answers: { 200: json(SuppressionPage) },
  errors: PAGE_ERRORS,
};
const added: Omit<Operation, "id" | "tag" | "summary"> = {
  body: json(AddSuppressions),
  answers: { 200: json(AddSuppressionsAnswer) },
  errors: BODY_ERRORS,
};

export const suppressionOperations: Readonly<Record<string, Operation>> = {
  "GET /v1/suppressions": {
    id: "listSuppressions",
    tag: "Suppressions",
    summary: "List the organization's suppressions, newest first",
    ...listed,
  },
  "POST /v1/suppressions": {
    id: "addSuppressions",
    tag: "Suppressions",
    summary: "Suppress emails, domains and people; adding one again changes nothing",
    ...added,
  },
  "DELETE /v1/suppressions/:id": {
    id: "removeSuppression",
    tag: "Suppressions",
    summary: "Take a suppression back",
    answers: { 204: {} },
    errors: ["not_found"],
  },
  "GET /ops/api/suppressions": {
    id: "listServerSuppressions",
    tag: "Operators",
    summary: "List what is suppressed for every organization",
    ...listed,
  },
  "POST /ops/api/suppressions": {
    id: "addServerSuppressions",
    tag: "Operators",
    summary: "Suppress for every organization",
    ...added,
  },
  "DELETE /ops/api/suppressions/:id": {
    id: "removeServerSuppression",
    tag: "Operators",
    summary: "Take a suppression of the server back",
    answers: { 204: {} },
    errors: ["not_found"],
  },
};
