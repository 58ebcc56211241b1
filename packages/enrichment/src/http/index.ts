import type { CallAnswer, PaidProvider } from "#paid-provider.ts";
import { callService, type Service } from "#http/call.ts";
import { HttpProviderDefinition, type HttpProviderDefinitionJson, takesSecret } from "#http/definition.ts";
import { missingOf } from "#http/needs.ts";
import { valuesOf } from "#http/person-field.ts";
import { guardSecret } from "#http/secret.ts";
import { termsOf } from "#http/terms.ts";

export interface HttpProviderOptions {
  /** The value of `{secret}`: visible ASCII. Required when the definition uses it. */
  readonly secret?: string | undefined;
  /** Default: the one of Node. */
  readonly fetch?: typeof fetch;
}

/**
 * A provider that calls an HTTP service by a definition. It uses no database and keeps no state between calls.
 * @throws ZodError when the definition has mistakes, TypeError when the secret is missing or does not fit a header
 */
export function createHttpProvider(
  definition: HttpProviderDefinitionJson,
  options: HttpProviderOptions = {},
): PaidProvider {
  return providerOf(HttpProviderDefinition.parse(definition), options);
}

/** The same with a parsed definition. @throws TypeError when the secret is missing or does not fit a header */
export function providerOf(definition: HttpProviderDefinition, options: HttpProviderOptions): PaidProvider {
  const { secret } = options;
  if (takesSecret(definition) && (secret === undefined || !isSecret(secret)))
    throw new TypeError(`${definition.name} needs a secret of visible ASCII characters`);
  const service: Service = {
    definition,
    secret,
    guard: guardSecret(secret),
    fetch: options.fetch ?? fetch,
  };
  return {
    name: definition.name,
    terms: termsOf(definition.terms, definition.after_unknown),
    modes: definition.modes,
    missing: (person) => missingOf(definition.needs, valuesOf(person)),
    async call(person, callOptions): Promise<CallAnswer> {
      const values = valuesOf(person);
      const detail = missingOf(definition.needs, values);
      if (detail !== undefined) return { outcome: "refused", reason: "bad_request", detail };
      return callService(service, values, callOptions);
    },
  };
}

/** Whether a text can be sent in a header unchanged. */
export function isSecret(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
