import type { TenantActor } from "@winnow/core";
import { McpServer, type StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { requireStorable } from "#body/storable.ts";
import { validateInput } from "#body/validate.ts";
import { lookupTool, revealTool, searchTool } from "#mcp/contact-tools.ts";
import { jobStatusTool, quoteTool, startJobTool, usageTool, verifyTool } from "#mcp/job-tools.ts";
import type { Tool } from "#mcp/tool.ts";
import { requireScopes } from "#middleware/authenticate-tenant.ts";
import { classifyError } from "#problem/classify.ts";
import { errorDocsUrl } from "#problem/docs-url.ts";
import { presentProblem } from "#problem/present.ts";
import type { Call } from "#route/call.ts";

export const tools: readonly Tool[] = [
  searchTool,
  lookupTool,
  revealTool,
  verifyTool,
  quoteTool,
  startJobTool,
  jobStatusTool,
  usageTool,
];

/** A server of the Model Context Protocol for one call: its tools use the caller's key, scopes and credits. */
export function createMcpServer(call: Call<TenantActor>): McpServer {
  const server = new McpServer(
    { name: "winnow", title: "Winnow", version: "1" },
    {
      instructions:
        "Find and verify business contacts. Search and look-up are free; reveal and verify cost credits. An email that cannot be used is never charged. Quote before you start a job.",
    },
  );
  for (const tool of tools) register(server, tool, call);
  return server;
}

function register(server: McpServer, tool: Tool, call: Call<TenantActor>): void {
  const { name, title, description, scopes, input, output, readOnly, run } = tool;
  server.registerTool(
    name,
    {
      title,
      description: typeof description === "string" ? description : description(call.api.prices),
      inputSchema: describedBy(input),
      outputSchema: output,
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: false,
        idempotentHint: readOnly,
        openWorldHint: true,
      },
    },
    async (given: unknown) => {
      try {
        requireScopes(call.context.actor, scopes);
        const checked = validateInput(input, given);
        requireStorable(checked);
        const answer = await run(call, checked);
        return {
          content: [{ type: "text", text: JSON.stringify(answer) }],
          structuredContent: answer as Record<string, unknown>,
        };
      } catch (error) {
        return { isError: true, content: [{ type: "text", text: JSON.stringify(refusalOf(call, error)) }] };
      }
    },
  );
}

/**
 * A schema for the list of tools that accepts any input: the REST call's own validation then answers mistakes, instead of the
 * protocol's library.
 */
function describedBy(input: Tool["input"]): StandardSchemaWithJSON {
  return { "~standard": { ...input["~standard"], validate: (value) => ({ value }) } };
}

/** The answer of the REST call. */
function refusalOf({ request, api, context }: Call<TenantActor>, thrown: unknown) {
  const error = classifyError(thrown);
  if (error.code === "internal") context.logger.error({ error: error.cause }, "a tool failed");
  return presentProblem(error, { id: String(request.id), docsUrl: errorDocsUrl(api.options.publicUrl) });
}
