import { paidProviderConformance } from "#http/conformance.ts";
import { createHttpProvider } from "#http/index.ts";
import { readyDefinitions } from "#ready/index.ts";

for (const definition of Object.values(readyDefinitions))
  paidProviderConformance(definition, (here, secret) => createHttpProvider(here, { secret }));
