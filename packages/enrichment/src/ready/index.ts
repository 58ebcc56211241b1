import type { HttpProviderDefinitionJson } from "#http/definition.ts";
import { apollo } from "#ready/apollo.ts";
import { hunter } from "#ready/hunter.ts";
import { peopleDataLabs } from "#ready/people-data-labs.ts";

/** Definitions of known services by name; only the key must be added. */
export const readyDefinitions = {
  hunter,
  apollo,
  people_data_labs: peopleDataLabs,
} as const satisfies Readonly<Record<string, HttpProviderDefinitionJson>>;
