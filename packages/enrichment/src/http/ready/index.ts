import type { HttpProviderDefinitionJson } from "#http/definition.ts";
import { hunter } from "#http/ready/hunter.ts";

/** Definitions of known services by name: only the key is missing. */
export const readyDefinitions = {
  hunter,
} as const satisfies Readonly<Record<string, HttpProviderDefinitionJson>>;
