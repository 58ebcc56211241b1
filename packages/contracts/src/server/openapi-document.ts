import { z } from "zod";

export const OpenApiDocument = z
  .looseObject({
    openapi: z.literal("3.1.1").describe("The version of OpenAPI that the document is written in."),
  })
  .meta({
    id: "OpenApiDocument",
    description: "An OpenAPI document: the contract of this server.",
    examples: [{ openapi: "3.1.1" }],
  });
export type OpenApiDocument = z.infer<typeof OpenApiDocument>;
