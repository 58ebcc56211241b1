import type { HttpProviderDefinitionJson } from "#http/definition.ts";
import { apollo } from "#http/ready/apollo.ts";
import { hunter } from "#http/ready/hunter.ts";
import { peopleDataLabs } from "#http/ready/people-data-labs.ts";

/** Definitions of known services by name: only the key is missing. */
export const readyDefinitions = {
  hunter,
  apollo,
  people_data_labs: peopleDataLabs,
} as const satisfies Readonly<Record<string, HttpProviderDefinitionJson>>;
