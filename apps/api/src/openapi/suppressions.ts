import { AddSuppressions, AddSuppressionsAnswer, SuppressionPage, SuppressionQuery } from "@winnow/contracts";
import { BODY_ERRORS, json, PAGE_ERRORS, type Operation } from "#openapi/operation.ts";

export const suppressionOperations: Readonly<Record<string, Operation>> = {
  "GET /v1/suppressions": {
    id: "listSuppressions",
    tag: "Suppressions",
    summary: "List the organization's suppressions, newest first",
    query: SuppressionQuery,
    answers: { 200: json(SuppressionPage) },
    errors: PAGE_ERRORS,
  },
  "POST /v1/suppressions": {
    id: "addSuppressions",
    tag: "Suppressions",
    summary: "Suppress emails and domains; adding one again changes nothing",
    body: json(AddSuppressions),
    answers: { 200: json(AddSuppressionsAnswer) },
    errors: BODY_ERRORS,
  },
  "DELETE /v1/suppressions/:id": {
    id: "removeSuppression",
    tag: "Suppressions",
    summary: "Take a suppression back",
    answers: { 204: {} },
    errors: ["not_found"],
  },
};
