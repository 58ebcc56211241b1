import {
  ChooseProviders,
  Lookup,
  LookupAnswer,
  ProviderList,
  Reveal,
  RevealAnswer,
  SearchAnswer,
  SearchQuery,
} from "@winnow/contracts";
import { BODY_ERRORS, json, PAGE_ERRORS, type Operation } from "#openapi/operation.ts";

export const contactOperations: Readonly<Record<string, Operation>> = {
  "GET /v1/providers": {
    id: "listProviders",
    tag: "Contacts",
    summary: "The sources that enrichment asks, in order",
    answers: { 200: json(ProviderList) },
    errors: [],
  },
  "POST /v1/providers": {
    id: "chooseProviders",
    tag: "Contacts",
    summary: "Choose the sources that enrichment asks, and their order",
    body: json(ChooseProviders),
    answers: { 200: json(ProviderList) },
    errors: BODY_ERRORS,
  },
  "GET /v1/search": {
    id: "searchContacts",
    tag: "Contacts",
    summary: "Search the directory for nothing, emails masked",
    query: SearchQuery,
    answers: { 200: json(SearchAnswer) },
    errors: PAGE_ERRORS,
  },
  "POST /v1/lookup": {
    id: "lookUp",
    tag: "Contacts",
    summary: "Whether a person or company is known, what a reveal would show and cost",
    body: json(Lookup),
    answers: { 200: json(LookupAnswer) },
    errors: BODY_ERRORS,
  },
  "POST /v1/reveal": {
    id: "revealContacts",
    tag: "Contacts",
    summary: "Reveal contacts: each new one whose email can be used is paid for once and for ever",
    body: json(Reveal),
    idempotencyKey: "required",
    answers: { 200: json(RevealAnswer) },
    errors: [
      ...BODY_ERRORS,
      "idempotency_key_required",
      "idempotency_in_progress",
      "idempotency_key_reused",
      "insufficient_credits",
      "key_budget_exceeded",
    ],
  },
};
