import type { CallAnswer, RefusalReason } from "#paid-provider.ts";
import { cleanText } from "#http/clean.ts";
import type { HttpProviderDefinition } from "#http/definition.ts";
import { readPath } from "#http/path.ts";
import type { JsonBody } from "#http/read-json.ts";
import type { SecretGuard } from "#http/secret.ts";

/** A complete answer of a service. */
export interface ServiceAnswer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly body: JsonBody;
}

type Rule = HttpProviderDefinition["errors"][number];
type Meaning = Rule["is"];

/** The meaning of a status by the definition's rules, or by default; undefined for an answer with a result. */
export function verdictOn(
  definition: HttpProviderDefinition,
  answer: ServiceAnswer,
  guard: SecretGuard,
): CallAnswer | undefined {
  const meaning = definition.errors.find((rule) => fits(rule, answer))?.is ?? customary(answer.status);
  if (meaning === undefined) return undefined;
  if (meaning === "not_found") return { outcome: "not_found", charged: definition.terms.charged === "call" };
  const detail = describe(definition, answer, guard);
  if (meaning === "unknown") return { outcome: "unknown", detail };
  const { retryAfterMs } = answer;
  return { outcome: "refused", reason: meaning, detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Whether a value of an answer meets a condition; an absent value equals null. */
export function meetsCondition(condition: NonNullable<Rule["when"]>, value: unknown): boolean {
  const found = readPath(condition.path, value);
  return (found.length === 0 ? [null] : found).includes(condition.equals);
}

function fits(rule: Rule, { status, body }: ServiceAnswer): boolean {
  const isStatus =
    typeof rule.status === "number" ? rule.status === status : rule.status[0] === String(status)[0];
  return isStatus && (rule.when === undefined || (body.ok && meetsCondition(rule.when, body.value)));
}

const usual: Readonly<Record<number, RefusalReason>> = {
  401: "unauthorized",
  402: "out_of_credits",
  403: "unauthorized",
  429: "rate_limited",
};

function customary(status: number): Meaning | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return "bad_request";
  return usual[status] ?? (status >= 400 && status < 500 ? "bad_request" : "unknown");
}

/** The status and the service's explanation, unless the explanation might reveal the secret. */
function describe(
  definition: HttpProviderDefinition,
  { status, body }: ServiceAnswer,
  guard: SecretGuard,
): string {
  const { explanation: path } = definition.answer;
  const explanation = path && body.ok ? cleanText(readPath(path, body.value)[0]) : undefined;
  const isTold = explanation !== undefined && !guard.hints(explanation);
  return `answered status ${status}${isTold ? `: ${explanation}` : ""}`;
}
