import type { Scope } from "@winnow/contracts";
import type { PriceList, TenantActor } from "@winnow/core";
import { z } from "zod";
import type { Call } from "#route/call.ts";

/** One thing that an agent can do: the verb of a REST call under a name that says what it is for. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** Read by the model: what it does, what it costs, what it never does. */
  readonly description: string | ((prices: PriceList) => string);
  readonly scopes: readonly Scope[];
  readonly input: Input;
  readonly output: Output;
  /** Changes nothing and costs nothing. */
  readonly readOnly: boolean;
  /** @throws ApiError, which the agent is shown with its code and its hint. */
  readonly run: (call: Call<TenantActor>, input: z.output<Input>) => Promise<z.input<Output>>;
}

/** For tools that may charge: the protocol has no headers for it. */
export const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe("Give the same one when you repeat a call whose answer was lost.");

/** Types a tool where it stands. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool {
  return tool as unknown as Tool;
}
