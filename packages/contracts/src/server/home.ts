import { z } from "zod";

export const HomeLinks = z.record(z.string(), z.string()).meta({
  id: "HomeLinks",
  description:
    "Name → path on this server: `signup`, `jobs`, `credits`, `usage`, `reference`, `contract`, `errors`, `health`, `readiness`.",
});
export type HomeLinks = z.infer<typeof HomeLinks>;

export const Home = z
  .object({
    name: z.string().describe("The product: `Winnow`, whatever the operator calls the server."),
    description: z.string().describe("What the product is, in a sentence."),
    authentication: z.string().describe("The header that authenticates calls."),
    links: HomeLinks.describe("Paths with which a new caller starts."),
  })
  .meta({
    id: "Home",
    description: "An introduction for a person with curl.",
    examples: [
      {
        name: "Winnow",
        description: "Bulk contact enrichment and email verification.",
        authentication: "Authorization: Bearer wn_live_… or wn_test_…",
        links: { signup: "/v1/signup", jobs: "/v1/jobs", reference: "/docs", contract: "/openapi.json" },
      },
    ],
  });
export type Home = z.infer<typeof Home>;
