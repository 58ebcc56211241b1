import { ChooseProviders, ProviderList } from "@winnow/contracts";
import { chooseProviders } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route/define.ts";

/** The providers that enrich for the organization, and their order. Applies in both modes, to rows that start later. */
export const chooseProvidersRoute = defineRoute({
  id: "chooseProviders",
  tag: "Contacts",
  summary: "Choose the sources of enrichment and their order",
  description: "Applies to rows that start from now on.",
  method: "POST",
  path: "/v1/providers",
  access: "member",
  roles: ["owner"],
  body: ChooseProviders,
  answers: { 200: { description: "The chosen sources.", json: ProviderList } },
  async handle({ context, body }) {
    const chosen = await chooseProviders(context, body);
    if (chosen.outcome === "unknown") {
      const message = `must be one of ${chosen.known.join(", ")}`;
      throw validationFailed(
        chosen.indexes.map((index) => ({ pointer: `/order/${index}`, code: "unknown_provider", message })),
      );
    }
    return { status: 200, json: chosen.list };
  },
});
