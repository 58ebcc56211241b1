import { z } from "zod";

export const Provider = z
  .object({
    name: z
      .string()
      .describe("Names the source in `order`, and in the `attempts` of a row: `directory`, `hunter`…"),
    asked: z.boolean().describe("Whether enrichment queries it for this organization."),
    paid: z
      .boolean()
      .describe(
        "Whether the operator of this server pays for its answers. The price of a row is the same either way.",
      ),
  })
  .meta({ id: "Provider", description: "A source of contacts that enrichment can query." });
export type Provider = z.infer<typeof Provider>;

export const ProviderList = z
  .object({
    data: z
      .array(Provider)
      .describe(
        "Those that are queried come first, in their order; enrichment stops at the first usable email.",
      ),
  })
  .meta({
    id: "ProviderList",
    description: "Every source that this server has.",
    examples: [
      {
        data: [
          { name: "directory", asked: true, paid: false },
          { name: "hunter", asked: false, paid: true },
        ],
      },
    ],
  });
export type ProviderList = z.infer<typeof ProviderList>;

export const ChooseProviders = z
  .strictObject({
    order: z
      .array(z.string().min(1).max(40))
      .min(1)
      .max(100)
      .nullable()
      .describe(
        "Names in the order in which the sources are queried; a source that is left out is not queried. null: all of them, in the server's order.",
      ),
  })
  .meta({
    id: "ChooseProviders",
    description: "Which sources enrich for the organization, in both modes.",
    examples: [{ order: null }],
  });
export type ChooseProviders = z.infer<typeof ChooseProviders>;
