import { z } from "zod";

/** A source of contacts that the waterfall asks. */
export const Provider = z.object({
  name: z.string(),
  /** Whether the organization has it asked. */
  asked: z.boolean(),
  /** Whether the operator of this server pays for its answers; what a row costs is the same. */
  paid: z.boolean(),
});
export type Provider = z.infer<typeof Provider>;

/** Those that are asked, in their order, then the others. */
export const ProviderList = z.object({ data: z.array(Provider) });
export type ProviderList = z.infer<typeof ProviderList>;

/** Names in the order in which they are asked; who is left out is not asked. null: all of them, in the server's order. */
export const ChooseProviders = z.strictObject({
  order: z.array(z.string().min(1).max(40)).min(1).max(100).nullable(),
});
export type ChooseProviders = z.infer<typeof ChooseProviders>;
