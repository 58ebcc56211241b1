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
  context.addIssue({ code: "custom", message: problem ?? "is not a URL" });
  return z.NEVER;
});

/** RFC 9110, section 5.6.2. */
const HeaderName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "is not the name of a header");

/** `null` also equals an absent field: services differ in how they omit a value. */
const Condition = z.strictObject({
  path: Place,
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});

const Answer = z.strictObject({
  /** Paths of addresses, likeliest first. */
  emails: z.array(Place).min(1).max(10),
  fields: z.strictObject(shapeOfFields(PROFILE_FIELDS, Place)).partial().prefault({}),
  /** Paths of the person in the answer: compared with the person of the call. */
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
  /** Path of a refusal's explanation, for the operator. */
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

/** Checks a rule between fields as soon as these are valid, even when others have mistakes. */
function onceRead(...members: readonly string[]) {
  return ({ issues }: z.core.ParsePayload): boolean =>
    issues.every(({ path = [], code }) =>
      path.length === 0 ? code === "unrecognized_keys" : !members.includes(String(path[0])),
    );
}

/** Whether a template can be filled for a person with these fields. */
function fills(fields: readonly PersonField[], template: Template): boolean {
  const gaps = template.parts.filter((part) => typeof part !== "string");
  return gaps.every((gap) => gap.some((name) => name !== "secret" && fields.includes(name)));
}

/**
 * How one HTTP service is called, and the meaning of its answers. The input is the JSON of a configuration file; in the output,
 * templates and paths are parsed.
 */
export const HttpProviderDefinition = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be 1 to 40 lower-case letters, digits and _, like hunter"),
    url: Url,
    /** Permits http: URLs, for services in the operator's own network. */
    allow_http: z.boolean().default(false),
    method: z.enum(["GET", "POST"]).default("GET"),
    headers: z.record(HeaderName, Text).default({}),
    /** A parameter that refers to an unknown field of a person is left out. */
    query: z.record(z.string().min(1), Text).default({}),
    body: HttpProviderBody.optional(),
    /** Fields that a person must have: all of one of the alternatives. */
    needs: z
      .array(z.array(z.enum(personFields)).min(1).max(personFields.length))
      .min(1)
      .max(20),
    answer: Answer,
    /** The first matching rule decides. Without one: 401, 403, 402 and 429 as usual, another 4xx is a bad request, the rest unknown. */
    errors: z.array(ErrorRule).max(50).default([]),
    terms: HttpProviderTerms,
    /** Modes in which it is called; by default, test keys call no paid service. */
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
    error: "every alternative must name all fields of the url, because a url cannot omit one",
    when: onceRead("url", "needs"),
  });
export type HttpProviderDefinition = z.infer<typeof HttpProviderDefinition>;
/** The JSON of a definition. */
export type HttpProviderDefinitionJson = z.input<typeof HttpProviderDefinition>;

/** Whether a definition uses a secret. */
export function takesSecret(definition: HttpProviderDefinition): boolean {
  const texts = [...Object.values(definition.headers), ...Object.values(definition.query)];
  return texts.some((text) => placeholdersOf(text).has("secret"));
}
