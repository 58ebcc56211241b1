import type { Scope } from "@winnow/contracts";
import type { PriceList, TenantActor } from "@winnow/core";
import { z } from "zod";
import type { Call } from "#route/call.ts";

/** A tool for agents: the verb of a REST call under a name that states its purpose. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** Read by the model: what the tool does and costs, and what it never does. */
  readonly description: string | ((prices: PriceList) => string);
  readonly scopes: readonly Scope[];
  readonly input: Input;
  readonly output: Output;
  /** Changes nothing and is free. */
  readonly readOnly: boolean;
  /** @throws ApiError, which the agent receives with its code and hint. */
  readonly run: (call: Call<TenantActor>, input: z.output<Input>) => Promise<z.input<Output>>;
}

/** For tools that may charge, because tool calls have no headers. */
export const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe("Give the same one when you repeat a call whose answer was lost.");

/** Declares a tool with its types. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool {
  return tool as unknown as Tool;
}
