import { ContactInput } from "@winnow/contracts";

const FileContact = ContactInput.partial({ key: true });

/** A line of an imported file: a contact, or why it is none. `line` is 1-based, the header counts. */
export type DirectoryLine =
  | {
      readonly line: number;
      readonly contact: Omit<ContactInput, "key"> & { readonly key?: string | undefined };
    }
  | { readonly line: number; readonly defect: string };

/** What a line means, if its values are those of a contact. */
export function lineOfContact(line: number, value: unknown): DirectoryLine {
  const parsed = FileContact.safeParse(value);
  if (parsed.success) return { line, contact: parsed.data };
  const defects = parsed.error.issues.map(({ path, message }) =>
    [path.join("/"), message].filter(Boolean).join(": "),
  );
  return { line, defect: defects.slice(0, 3).join("; ") };
}
