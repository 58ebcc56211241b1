import { NodeStreamableHTTPServerTransport } from "@modelcontextprotocol/node";
import type { Express, Request, RequestHandler } from "express";
import { readJson } from "#body/json.ts";
import { createMcpServer } from "#mcp/server.ts";
import { authenticateTenantCall } from "#middleware/authenticate-tenant.ts";
import { callOf } from "#mount.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Api } from "#route/call.ts";

const PATH = "/mcp";

/**
 * The Model Context Protocol over streamable HTTP, without sessions. Each call has its own protocol server, so any process of
 * the API can answer the next one. Keys, limits and errors are those of the REST API; each tool needs its own scopes.
 */
export function mountMcp(app: Express, api: Api): void {
  app.post(PATH, handlerOf(api));
  app.all(PATH, (request: Request) => {
    // The server sends no messages of its own, and there is no session to end.
    throw new ApiError("method_not_allowed", {
      detail: `${request.method} is not allowed here; use POST.`,
      headers: { Allow: "POST" },
    });
  });
}

function handlerOf(api: Api): RequestHandler {
  return async (request, response) => {
    api.metrics.nameRoute(response, PATH);
    response.set("Cache-Control", "no-store");
    const call = await authenticateTenantCall(callOf(request, response, api), []);
    const message = await readJson(request, api.options.jsonBodyMaxBytes);
    const server = createMcpServer(call);
    const transport = new NodeStreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once("close", () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, message);
  };
}
