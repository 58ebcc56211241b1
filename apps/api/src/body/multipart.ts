import { PassThrough, type Readable } from "node:stream";
import { Busboy, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import type { Request } from "express";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/**
 * The one file of a form (RFC 7578), streamed as it arrives. Options travel in the query, as beside a bare CSV: a form's
 * fields may come after its file.
 * @throws ApiError validation_failed without a file, or with something beside it; unreadable_csv for what is no form.
 */
export function openFormFile(request: Request, body: Readable): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  const file = new PassThrough();
  // Whoever reads it is told by the reading.
  file.on("error", () => {});
  const fail = (error: Error) => {
    file.destroy(error);
    reject(error);
  };
  // Busboy throws at once for a header without a boundary.
  let form: BusboyInstance;
  try {
    form = new Busboy({ headers: request.headers as BusboyHeaders, limits: { files: 1, fields: 1 } });
  } catch (error) {
    throw new ApiError("unreadable_csv", { detail: (error as Error).message, cause: error });
  }
  let found = false;
  form.on("file", (_name, part) => {
    found = true;
    part.on("error", fail);
    part.pipe(file);
    resolve(file);
  });
  form.on("field", () => fail(refused("fields", "options travel in the query, not in the form")));
  form.on("filesLimit", () => fail(refused("one_file", "holds more than one file")));
  form.on("error", (error) => {
    fail(new ApiError("unreadable_csv", { detail: "The form is damaged or ends too early.", cause: error }));
  });
  form.on("finish", () => {
    if (!found) fail(refused("no_file", "holds no file"));
  });
  body.on("error", fail);
  body.pipe(form);
  return promise;
}

function refused(code: string, message: string): ApiError {
  return validationFailed([{ pointer: "", code, message }]);
}
