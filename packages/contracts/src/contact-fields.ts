import type { z } from "zod";

/** Facts about a field that the rest of the code needs. Every field is a text. */
export interface ContactFieldTraits {
  /** Description in the reference of the API. */
  readonly description: string;
  readonly example: string;
  /**
   * What a search does with the field: `shown` unchanged, `withheld` until a reveal, or `rewritten` by `FoundContact`, which moves
   * the field into `company` or masks it.
   */
  readonly search: "shown" | "withheld" | "rewritten";
  /** Whether a search filters by it and counts its values. The table needs an index on the column, and `terms` its value. */
  readonly facet?: true;
  /**
   * Headers of CSV columns with the field, beside its own name and its headers in the file of a job. Folded: lower case, no
   * accents, words separated by one space.
   */
  readonly headers?: readonly string[];
}

/**
 * The fields of a contact, in the order of lists and files. The schemas of the API and their examples, the import and export of
 * the directory, search, results and the definitions of providers derive from this list. Each field is a column of the table
 * `contacts`.
 */
export const contactFields = {
  first_name: { description: "Given name, as the source spells it.", example: "Ada", search: "shown" },
  last_name: { description: "Family name, as the source spells it.", example: "Lovelace", search: "shown" },
  job_title: {
    description: "Position, as the person or the source words it.",
    example: "CTO",
    search: "shown",
    headers: ["title", "position", "role", "jobtitle", "funktion", "poste", "cargo", "functie"],
  },
  seniority_level: {
    description: "Rank of the position in the words of the source, such as `c_suite`.",
    example: "c_suite",
    search: "shown",
    facet: true,
    headers: ["seniority", "level"],
  },
  department: {
    description: "Part of the company that the person works in, in the words of the source.",
    example: "engineering",
    search: "shown",
    facet: true,
    headers: ["abteilung", "departement", "departamento", "afdeling"],
  },
  company: {
    description: "Name of the employer, in the spelling of the source.",
    example: "Acme",
    search: "rewritten",
  },
  domain: {
    description: "Mail domain of the employer; kept in ASCII and lower case, without `www.`.",
    example: "acme.test",
    search: "rewritten",
  },
  industry: {
    description: "What the employer does, in the words of the source.",
    example: "Software",
    search: "rewritten",
    facet: true,
    headers: ["branche", "sector", "secteur", "settore"],
  },
  company_size: {
    description: "Number of employees of the employer, a figure or a range such as `51-200`.",
    example: "51-200",
    search: "rewritten",
    facet: true,
    headers: ["size", "employees", "mitarbeiter"],
  },
  country: {
    description: "Where the person works: a code or a name, as the source writes it.",
    example: "DE",
    search: "shown",
    facet: true,
    headers: ["land", "pays", "pais", "paese"],
  },
  state: {
    description: "State, province or region in which the person works.",
    example: "Berlin",
    search: "shown",
    facet: true,
    headers: ["region", "province", "bundesland"],
  },
  city: {
    description: "City or town in which the person works.",
    example: "Berlin",
    search: "shown",
    facet: true,
    headers: ["town", "stadt", "ort", "ville", "ciudad", "cidade", "citta", "plaats"],
  },
  linkedin_url: {
    description: "Address of the LinkedIn profile, as the source writes it.",
    example: "https://www.linkedin.com/in/ada",
    search: "withheld",
  },
  phone: {
    description: "Telephone number, as the source writes it; it is not checked.",
    example: "+49 30 1234567",
    search: "withheld",
    headers: ["telephone", "telefon", "mobile", "tel"],
  },
  email: {
    description: "The address that the person reads at work.",
    example: "ada@acme.test",
    search: "rewritten",
  },
} as const satisfies Readonly<Record<string, ContactFieldTraits>>;

type Fields = typeof contactFields;
type FieldsWith<Traits> = {
  [Field in keyof Fields]: Fields[Field] extends Traits ? Field : never;
}[keyof Fields];

export type ContactField = keyof Fields;
/** Every field but the email, which results hold separately because it is verified and paid for. */
export type ProfileField = Exclude<ContactField, "email">;

export const CONTACT_FIELDS = Object.keys(contactFields) as readonly ContactField[];
export const PROFILE_FIELDS = CONTACT_FIELDS.filter((field) => field !== "email") as readonly ProfileField[];
/** Fields that a search shows unchanged. */
export const SHOWN_FIELDS = fieldsWith<{ search: "shown" }>(({ search }) => search === "shown");
/** Fields that are sold: a search does not show them, nor does a row that is not paid for. */
export const WITHHELD_FIELDS = fieldsWith<{ search: "withheld" }>(({ search }) => search === "withheld");
/** Fields that a search filters by and counts. */
export const FACET_FIELDS = fieldsWith<{ facet: true }>(({ facet }) => facet === true);

function fieldsWith<Traits>(has: (traits: ContactFieldTraits) => boolean): readonly FieldsWith<Traits>[] {
  return CONTACT_FIELDS.filter((field) => has(contactFields[field])) as FieldsWith<Traits>[];
}

/** The properties of an object schema: the same schema for each field, with a description that `describe` completes. */
export function shapeOfFields<Field extends ContactField, Schema extends z.ZodType>(
  fields: readonly Field[],
  schema: Schema,
  describe = (description: string) => description,
): Record<Field, Schema> {
  const properties = fields.map((field) => [
    field,
    schema.describe(describe(contactFields[field].description)),
  ]);
  return Object.fromEntries(properties) as Record<Field, Schema>;
}

/** A contact made of each field's example. */
export const exampleContact = Object.fromEntries(
  Object.entries(contactFields).map(([field, { example }]) => [field, example]),
) as Readonly<Record<keyof typeof contactFields, string>>;

/** The same with the fields that a search shows unchanged. */
export const exampleShown = Object.fromEntries(
  Object.entries(contactFields).flatMap(([field, { example, search }]) =>
    search === "shown" ? [[field, example]] : [],
  ),
);
