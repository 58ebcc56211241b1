import { z } from "zod";
import { exampleContact } from "../contact-fields.ts";
import { Delimiter } from "../delimiter.ts";
import { discriminatorOf } from "../discriminator.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { mappingError, json } from "../query-value.ts";
import { count, givenTime, timestamp } from "../scalar.ts";
import { EmailStatus } from "../vocabulary.ts";
import { ContactInput } from "./contact.ts";

export const ContactColumn = ContactInput.keyof().meta({
  id: "ContactColumn",
  description:
    "What a column of an imported file can be: a field of the contact, `key` (the source's own id), `email_status` or `verified_at`.",
});
export type ContactColumn = z.infer<typeof ContactColumn>;

export const ContactColumnMapping = z
  .partialRecord(ContactColumn, z.string().max(1000), { error: mappingError('{"job_title":"Position"}') })
  .meta({
    id: "ContactColumnMapping",
    description:
      "Field of a contact → name of the column that holds it, spelt exactly as in the header. Fields that are not named are detected by their headers; other columns are left out.",
    examples: [{ job_title: "Position" }],
  });
export type ContactColumnMapping = z.infer<typeof ContactColumnMapping>;

export const ImportDirectoryQuery = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .max(100)
      .describe("Where the contacts come from, such as `crm`. A source can remove only its own values."),
    observed_at: givenTime()
      .optional()
      .describe(
        "When the source observed the contents of the file, in UTC; now when left out. When two sources disagree, the later one wins.",
      ),
    mapping: z
      .preprocess(json, ContactColumnMapping.optional())
      .describe('Of a CSV: which column is which field, as a JSON object: `{"job_title":"Position"}`.'),
    encoding: z
      .string()
      .max(40)
      .optional()
      .describe(
        "Of a CSV: a label of the WHATWG Encoding Standard, such as `windows-1252`. Detected when left out.",
      ),
    delimiter: Delimiter.optional().describe("Of a CSV; detected when left out."),
  })
  .meta({
    id: "ImportDirectoryQuery",
    description: "Where a file of contacts comes from, and how it is read.",
  });
export type ImportDirectoryQuery = z.infer<typeof ImportDirectoryQuery>;

export const ImportRejection = z
  .enum(["invalid_line", "invalid_email", "not_identifiable", "erased", "repeated_key"])
  .meta({
    id: "ImportRejection",
    description:
      "`invalid_line`: it is not a contact. `invalid_email`: its email is not an address. `not_identifiable`: it has neither an email, nor a LinkedIn URL, nor a name with a company or domain. `erased`: the person is erased. `repeated_key`: a later line has the same key and is imported instead.",
  });
export type ImportRejection = z.infer<typeof ImportRejection>;

export const RejectedLine = z.object({
  line: count().describe(
    "Line of the file on which the contact begins, counted from 1 with the header, as an editor does.",
  ),
  key: z
    .string()
    .nullable()
    .describe("The source's own id for the contact. null: it has none, or the line could not be read."),
  reason: ImportRejection.describe("The reason for programs; `message` is the same for people."),
  message: z.string().describe("Why the line was not imported, in a sentence."),
});
export type RejectedLine = z.infer<typeof RejectedLine>;

export const ImportReport = z.object({
  lines: count().describe("Lines that were read, without the header."),
  created: count().describe("People who were new to the directory."),
  updated: count().describe("Known people with new or changed values."),
  unchanged: count().describe("Known people without a change."),
  rejected: count().describe("Lines that were not imported; the answer has a line for each of them."),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const ImportLineRejected = z
  .object({
    type: z.literal("rejected").describe("Always `rejected`: more lines follow."),
    ...RejectedLine.shape,
  })
  .meta({
    id: "ImportLineRejected",
    description: "A line of the file that was not imported, sent as soon as it is read.",
    examples: [
      {
        type: "rejected",
        line: 5,
        key: null,
        reason: "not_identifiable",
        message: "Needs an email, a LinkedIn URL, or first and last name with a company or its domain.",
      },
    ],
  });
export type ImportLineRejected = z.infer<typeof ImportLineRejected>;

export const ImportLineDone = z
  .object({ type: z.literal("done").describe("Always `done`: it is the last line."), ...ImportReport.shape })
  .meta({
    id: "ImportLineDone",
    description: "The totals of an import that reached the end of the file.",
    examples: [{ type: "done", lines: 4, created: 3, updated: 0, unchanged: 0, rejected: 1 }],
  });
export type ImportLineDone = z.infer<typeof ImportLineDone>;

export const ImportLineFailed = z
  .object({
    type: z.literal("failed").describe("Always `failed`: it is the last line."),
    code: z.string().describe("A code of the error catalogue, such as `unreadable_csv`."),
    message: z.string().describe("What went wrong, and on which line of the file."),
  })
  .meta({
    id: "ImportLineFailed",
    description:
      "The error that ended an import. Contacts imported before it stay; sending the file again imports the rest.",
    examples: [
      {
        type: "failed",
        code: "unreadable_csv",
        message: "The quote that opens in the record after line 17 is never closed.",
      },
    ],
  });
export type ImportLineFailed = z.infer<typeof ImportLineFailed>;

const lines = [ImportLineRejected, ImportLineDone, ImportLineFailed] as const;

export const ImportLine = z.discriminatedUnion("type", lines).meta({
  id: "ImportLine",
  description:
    "A line of the answer to an import: rejected lines as they are read, then the totals, or the error that ended the import.",
  discriminator: discriminatorOf("type", lines),
});
export type ImportLine = z.infer<typeof ImportLine>;

export const ContactSource = z
  .object({
    source: z.string().describe("Name of the source, as it was imported."),
    key: z.string().describe("The source's own id for the contact, by which a later import finds it again."),
  })
  .meta({
    id: "ContactSource",
    description: "A source that knows the contact, and its id there.",
  });
export type ContactSource = z.infer<typeof ContactSource>;

export const FieldOrigin = z
  .object({
    source: z
      .string()
      .describe(
        "The source whose value is used, or for `email_status` also `verifier`, `bounce` or `reclassification`.",
      ),
    at: z.string().describe("When that source gave the value: RFC 3339, as it was given or observed."),
  })
  .meta({ id: "FieldOrigin", description: "Where the value of a field comes from." });
export type FieldOrigin = z.infer<typeof FieldOrigin>;

export const ContactProvenance = z.record(z.string(), FieldOrigin).meta({
  id: "ContactProvenance",
  description: "Field → origin of its value. Fields without a value are absent.",
});
export type ContactProvenance = z.infer<typeof ContactProvenance>;

export const ExportedContact = ContactInput.required()
  .extend({
    key: z
      .string()
      .describe(
        "Sortable, `ct_` + 26 characters: the directory's own id, by which the contact can be imported again.",
      ),
    email_status: EmailStatus.describe("The latest verdict about `email`; `unknown` where there is none."),
    verified_at: timestamp()
      .nullable()
      .describe("When a mail host gave the verdict. null: none was queried."),
    sources: z.array(ContactSource).describe("Every source that named the contact, by name."),
    provenance: ContactProvenance.describe("The source and time of each value."),
  })
  .strip()
  .meta({
    id: "ExportedContact",
    description:
      "A contact of the directory. A line of NDJSON has all fields, a CSV those that can be imported again.",
    examples: [
      {
        key: exampleIds.contact,
        ...exampleContact,
        email_status: "valid",
        verified_at: exampleTimes.created,
        sources: [{ source: "crm", key: "17" }],
        provenance: {
          first_name: { source: "crm", at: "2026-11-20T08:00:00.000Z" },
          email_status: { source: "verifier", at: exampleTimes.created },
        },
      },
    ],
  });
export type ExportedContact = z.infer<typeof ExportedContact>;
