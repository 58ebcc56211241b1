import {
  CreateWebhook,
  DeliveryPage,
  EventPage,
  EventQuery,
  PageQuery,
  PingAnswer,
  ResendAnswer,
  Webhook,
  WebhookList,
} from "@winnow/contracts";
import { BODY_ERRORS, json, PAGE_ERRORS, type Operation } from "#openapi/operation.ts";

export const webhookOperations: Readonly<Record<string, Operation>> = {
  "GET /v1/webhooks": {
    id: "listWebhooks",
    tag: "Webhooks",
    summary: "List the registered endpoints",
    answers: { 200: json(WebhookList) },
    errors: [],
  },
  "POST /v1/webhooks": {
    id: "createWebhook",
    tag: "Webhooks",
    summary: "Register an endpoint for the events of the organization; the same URL again changes its types",
    body: json(CreateWebhook),
    answers: { 201: json(Webhook) },
    errors: BODY_ERRORS,
  },
  "DELETE /v1/webhooks/:id": {
    id: "removeWebhook",
    tag: "Webhooks",
    summary: "End a registration; what is on its way is still posted",
    answers: { 204: {} },
    errors: ["not_found"],
  },
  "POST /v1/webhooks/:id/ping": {
    id: "pingWebhook",
    tag: "Webhooks",
    summary: "Send a test event the way of every event",
    answers: { 202: json(PingAnswer) },
    errors: ["not_found"],
  },
  "POST /v1/webhooks/:id/enable": {
    id: "enableWebhook",
    tag: "Webhooks",
    summary: "Let a disabled endpoint work again; what was held goes out in order",
    answers: { 200: json(Webhook) },
    errors: ["not_found"],
  },
  "GET /v1/webhooks/:id/deliveries": {
    id: "listDeliveries",
    tag: "Webhooks",
    summary: "What was posted to an endpoint and what became of it, the last first",
    query: PageQuery,
    answers: { 200: json(DeliveryPage) },
    errors: [...PAGE_ERRORS, "not_found"],
  },
  "POST /v1/webhooks/:id/deliveries/:delivery/resend": {
    id: "resendDelivery",
    tag: "Webhooks",
    summary: "Post an event again: same id, same bytes",
    answers: { 202: json(ResendAnswer) },
    errors: ["not_found", "results_expired"],
  },
  "GET /v1/events": {
    id: "listEvents",
    tag: "Webhooks",
    summary:
      "What happened after an event, in an order that never changes behind a reader; waits for news if asked to",
    query: EventQuery,
    answers: { 200: json(EventPage) },
    errors: PAGE_ERRORS,
  },
};
