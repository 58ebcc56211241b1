import type { CreateCsvJobQuery } from "@winnow/contracts";

/** UTF-8 is said by default by many clients, whatever the file is in; it is tried first anyway. */
export function withCharset(query: CreateCsvJobQuery, charset: string | undefined): CreateCsvJobQuery {
  if (query.encoding !== undefined || charset === undefined || /^utf-?8$/.test(charset)) return query;
  return { ...query, encoding: charset };
}
