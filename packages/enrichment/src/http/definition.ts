import { PROFILE_FIELDS, shapeOfFields } from "@winnow/contracts";
import { z } from "zod";
import { HttpProviderBody } from "#http/body-template.ts";
import { parsePath } from "#http/path.ts";
import { type PersonField, personFields } from "#http/person-field.ts";
import { parseTemplate, placeholdersOf, type Template } from "#http/template.ts";
import { HttpProviderTerms } from "#http/terms.ts";
import { checkUrl } from "#http/url.ts";

const Text = z.string().transform((text, context) => {
  const parsed = parseTemplate(text);
  if (parsed.ok) return parsed.template;
  context.addIssue({ code: "custom", message: parsed.problem });
  return z.NEVER;
});

const Place = z.string().transform((text, context) => {
  const parsed = parsePath(text);
  if (parsed.ok) return parsed.path;
  context.addIssue({ code: "custom", message: parsed.problem });
  return z.NEVER;
});

const Url = z.string().transform((text, context) => {
  const parsed = parseTemplate(text);
  const problem = parsed.ok ? checkUrl(text, parsed.template) : parsed.problem;
  if (problem === undefined && parsed.ok) return { text, template: parsed.template };
  context.addIssue({ code: "custom", message: problem ?? "is no URL" });
  return z.NEVER;
});

/** RFC 9110, section 5.6.2. */
const HeaderName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "is not the name of a header");

/** `null` also equals what is not there at all: services differ in how they leave something out. */
const Condition = z.strictObject({
  path: Place,
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});

const Answer = z.strictObject({
  /** Where addresses stand, likeliest first. */
  emails: z.array(Place).min(1).max(10),
  fields: z.strictObject(shapeOfFields(PROFILE_FIELDS, Place)).partial().prefault({}),
  /** Where the answer says whom it is about: compared with whom it was asked about. */
  echo: z
    .strictObject({
      email: Place,
      first_name: Place,
      last_name: Place,
      full_name: Place,
      domain: Place,
      linkedin_url: Place,
    })
    .partial()
    .prefault({}),
  not_found_when: z.array(Condition).max(10).default([]),
  /** Where a refusal explains itself, for the operator to read. */
  explanation: Place.optional(),
});

const ErrorRule = z.strictObject({
  status: z.union([z.int().min(200).max(599), z.enum(["4xx", "5xx"])]),
  when: Condition.optional(),
  is: z.enum([
    "not_found",
    "rate_limited",
    "unauthorized",
    "out_of_credits",
    "bad_request",
    "unavailable",
    "unknown",
  ]),
});

/** Lets a rule between members be checked as soon as these are right: mistakes elsewhere do not hide its own. */
function onceRead(...members: readonly string[]) {
  return ({ issues }: z.core.ParsePayload): boolean =>
    issues.every(({ path = [], code }) =>
      path.length === 0 ? code === "unrecognized_keys" : !members.includes(String(path[0])),
    );
}

/** Whether somebody of whom these fields are known can stand in a template. */
function fills(fields: readonly PersonField[], template: Template): boolean {
  const gaps = template.parts.filter((part) => typeof part !== "string");
  return gaps.every((gap) => gap.some((name) => name !== "secret" && fields.includes(name)));
}

/**
 * How one HTTP service is asked and what its answers mean. The input is the JSON of a configuration file; the output has
 * its templates and paths read.
 */
export const HttpProviderDefinition = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be 1 to 40 lower-case letters, digits and _, like hunter"),
    url: Url,
    /** Permits http: addresses, for services in one's own network. */
    allow_http: z.boolean().default(false),
    method: z.enum(["GET", "POST"]).default("GET"),
    headers: z.record(HeaderName, Text).default({}),
    /** A member that refers to something unknown of a person is left out. */
    query: z.record(z.string().min(1), Text).default({}),
    body: HttpProviderBody.optional(),
    /** What must be known of a person: one of the alternatives, whole. */
    needs: z
      .array(z.array(z.enum(personFields)).min(1).max(personFields.length))
      .min(1)
      .max(20),
    answer: Answer,
    /** The first that fits decides. Without one: 401, 403, 402 and 429 as usual, another 4xx is a bad request, the rest unknown. */
    errors: z.array(ErrorRule).max(50).default([]),
    terms: HttpProviderTerms,
    /** Keys under which it is asked; test keys call no paid service unless it is said. */
    modes: z
      .array(z.enum(["live", "test"]))
      .min(1)
      .default(["live"]),
    after_unknown: z.enum(["ask_again", "give_up"]).default("give_up"),
    /** The header in which the service honours an idempotency key. */
    idempotency_header: HeaderName.optional(),
  })
  .refine(({ url, allow_http: allowed }) => allowed || !url.text.startsWith("http:"), {
    path: ["url"],
    error: "must begin with https://, or the definition must say allow_http: true",
    when: onceRead("url"),
  })
  .refine(({ method, body }) => body === undefined || method === "POST", {
    path: ["body"],
    error: "needs method POST",
    when: onceRead("method", "body"),
  })
  .refine(
    ({ after_unknown: after, idempotency_header: header }) => after === "give_up" || header !== undefined,
    {
      path: ["after_unknown"],
      error: "ask_again could pay twice: it needs an idempotency_header that the service honours",
      when: onceRead("after_unknown", "idempotency_header"),
    },
  )
  .refine(({ url, needs }) => needs.every((alternative) => fills(alternative, url.template)), {
    path: ["needs"],
    error: "every alternative must name what stands in the url, which cannot leave anything out",
    when: onceRead("url", "needs"),
  });
export type HttpProviderDefinition = z.infer<typeof HttpProviderDefinition>;
/** The JSON of a definition. */
export type HttpProviderDefinitionJson = z.input<typeof HttpProviderDefinition>;

/** Whether a definition has a place for a secret. */
export function takesSecret(definition: HttpProviderDefinition): boolean {
  const texts = [...Object.values(definition.headers), ...Object.values(definition.query)];
  return texts.some((text) => placeholdersOf(text).has("secret"));
}
