import { z } from "zod";
import * as contracts from "#index.ts";

export type Json = { readonly [keyword: string]: unknown };

/** Schemas that are neither a request nor an answer: parts of other schemas, and queue payloads. */
const INTERNAL = new Set<unknown>([
  contracts.JobOptions,
  contracts.RejectedLine,
  contracts.ImportReport,
  ...Object.values(contracts.queuePayloads),
]);

/** Every schema of a request or an answer, under its exported name. */
export const catalogue = Object.entries(contracts).flatMap(([name, value]) =>
  value instanceof z.ZodType && !INTERNAL.has(value) ? [{ name, schema: value as z.ZodType }] : [],
);

export const uri = (name: string) => `#/components/schemas/${name}`;

/** Every named schema as JSON Schema, by name, from which an OpenAPI document derives. */
function emit(io: "input" | "output"): Record<string, Json> {
  return z.toJSONSchema(z.globalRegistry, { io, uri, unrepresentable: "any" }).schemas;
}
export const requests = emit("input");
export const answers = emit("output");
export const both: readonly (readonly [name: string, schema: Json])[] = [requests, answers].flatMap(
  (schemas) => Object.entries(schemas),
);

/** A schema and every schema inside it, each with its place. */
export function* within(schema: unknown, place: string): Generator<readonly [place: string, Json]> {
  if (typeof schema !== "object" || schema === null) return;
  if (!Array.isArray(schema)) yield [place, schema as Json];
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword !== "examples" && keyword !== "default" && keyword !== "discriminator") {
      yield* within(value, `${place}/${keyword}`);
    }
  }
}

export function examplesOf(schema: z.ZodType): readonly unknown[] {
  return (z.globalRegistry.get(schema)?.["examples"] ?? []) as readonly unknown[];
}
