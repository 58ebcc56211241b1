import { PassThrough, type Readable } from "node:stream";
import { Busboy, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import type { Request } from "express";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";

/**
 * The one file of a form (RFC 7578), streamed as it arrives. Options stand in the query, as with a bare CSV, because fields of
 * a form may come after its file.
 * @throws ApiError validation_failed without a file or with other parts; unreadable_csv for a malformed form.
 */
export function openFormFile(request: Request, body: Readable): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  const file = new PassThrough();
  // The error reaches the reader of the stream.
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
  form.on("field", () =>
    fail(
      refused("fields", "has a part without a file name: the CSV needs one, and options belong in the query"),
    ),
  );
  form.on("filesLimit", () => fail(refused("one_file", "has more than one file")));
  form.on("error", (error) => {
    fail(new ApiError("unreadable_csv", { detail: "The form is damaged or ends too early.", cause: error }));
  });
  form.on("finish", () => {
    if (!found) fail(refused("no_file", "has no file"));
  });
  body.on("error", fail);
  body.pipe(form);
  return promise;
}

function refused(code: string, message: string): ApiError {
  return validationFailed([{ pointer: "", code, message }]);
}
