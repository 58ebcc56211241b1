import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createId, type Logger } from "@winnow/runtime";
import type { ErrorCode } from "@winnow/contracts";
import { ApiError } from "#problem/api-error.ts";
import { presentProblem } from "#problem/present.ts";

/** What Node's parser says of bytes that never become a request; everything else is `malformed_request`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/**
 * Answers what Node refuses before there is a request: a problem with a Request-Id, as for every other refusal, and the end
 * of the connection. Without this Node sends a bare status line.
 */
export function refuseUnparsed(server: Server, docsUrl: string, logger: Logger): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on("request", (request: IncomingMessage, response) => void answers.set(request.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    const isAnswering = answer !== undefined && !answer.writableFinished && answer.headersSent;
    // Bytes between those of an answer would become part of it.
    if (!socket.writable || error.code === "ECONNRESET" || isAnswering) {
      socket.destroy();
      return;
    }
    const id = createId("req");
    const code = CODES[error.code ?? ""] ?? "malformed_request";
    logger.debug({ error, code, requestId: id }, "bytes that are not a request were refused");
    socket.end(answerOf(new ApiError(code), id, docsUrl));
  });
}

function answerOf(error: ApiError, id: string, docsUrl: string): string {
  const body = JSON.stringify(presentProblem(error, { id, docsUrl }));
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    `Request-Id: ${id}`,
    `X-Request-Id: ${id}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}
