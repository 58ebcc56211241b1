/** The line breaks that end a record; a file may mix them. CRLF comes first, so that it is not taken for CR. */
export const LINE_ENDS = ["\r\n", "\n", "\r"] as const;

/** The options of csv-parse wherever it is used: a quote in the middle of an unquoted cell is text. */
export const CSV_SYNTAX = {
  record_delimiter: [...LINE_ENDS],
  relax_quotes: true,
  relax_column_count: true,
};
