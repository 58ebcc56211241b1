import { createEncoder } from "#csv/encoder.ts";

/** A file as customers send them, and what must become of it. */
export interface NastyFile {
  readonly name: string;
  readonly file: string | Uint8Array;
  /** What the caller said beside it. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** The address, or else the full name, of every row; a defect in brackets. */
  readonly rows?: readonly string[];
  /** The outcome where no row may be read. */
  readonly refused?:
    | "empty"
    | "unknown_encoding"
    | "other_format"
    | "ambiguous"
    | "unknown_column"
    | "unreadable";
  /** Where the trouble begins. */
  readonly line?: number;
  readonly source?: Readonly<Record<string, unknown>>;
}

const A = "a@x.test";
const B = "b@x.test";
const two = (head: string, newline = "\n") => [head, A, B, ""].join(newline);
const encoded = (encoding: string, text: string, mark = "") =>
  Uint8Array.from(createEncoder(encoding)(mark + text));
const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part)))),
  );
const MARK = "\uFEFF";

/** Few letters of Latin-2 alone could as well be Latin-1. */
const POLISH = [
  "Łukasz Żak;Łódź",
  "Małgorzata Dąbrowska;Kraków",
  "Paweł Wiśniewski;Gdańsk",
  "Agnieszka Wójcik;Częstochowa",
  "Stanisław Kamiński;Białystok",
  "Grażyna Zielińska;Rzeszów",
  "Michał Szymański;Toruń",
  "Elżbieta Woźniak;Bydgoszcz",
  "Rafał Kozłowski;Poznań",
  "Józef Jabłoński;Wrocław",
];

const encodings: readonly NastyFile[] = [
  { name: "UTF-8", file: `Name,Email\nJürgen,${A}\n`, rows: [A], source: { encoding: "utf-8", bom: false } },
  {
    name: "UTF-8 with a mark",
    file: `${MARK}Email\n${A}\n`,
    rows: [A],
    source: { bom: true, columns: ["Email"] },
  },
  { name: "a mark inside quotes", file: `${MARK}"Email"\n${A}\n`, rows: [A], source: { columns: ["Email"] } },
  {
    name: "UTF-16 little-endian",
    file: encoded("utf-16le", two("Email"), MARK),
    rows: [A, B],
    source: { encoding: "utf-16le" },
  },
  {
    name: "UTF-16 big-endian",
    file: encoded("utf-16be", two("Email"), MARK),
    rows: [A, B],
    source: { encoding: "utf-16be" },
  },
  {
    name: "UTF-16 little-endian without a mark",
    file: encoded("utf-16le", two("Email")),
    rows: [A, B],
    source: { encoding: "utf-16le", bom: false },
  },
  {
    name: "UTF-16 big-endian without a mark",
    file: encoded("utf-16be", two("Email")),
    rows: [A, B],
    source: { encoding: "utf-16be", bom: false },
  },
  {
    name: "Windows-1252",
    file: encoded("windows-1252", `Prénom;E-Mail\nZoë “Z” – €;${A}\n`),
    rows: [A],
    source: { encoding: "windows-1252" },
  },
  {
    name: "Windows-1250, Czech",
    file: encoded("windows-1250", `Jméno;Město;E-mail\nTomáš Novák;Plzeň;${A}\nŽofie Šťastná;Ústí;${B}\n`),
    rows: [A, B],
    source: { encoding: "windows-1250" },
  },
  {
    name: "ISO 8859-2, Polish",
    file: encoded(
      "iso-8859-2",
      ["Imię;Miasto;E-mail", ...POLISH.map((name, n) => `${name};p${n}@x.test`), ""].join("\n"),
    ),
    rows: POLISH.map((_, n) => `p${n}@x.test`),
    source: { encoding: "iso-8859-2" },
  },
  {
    name: "Windows-1251, Russian",
    file: encoded(
      "windows-1251",
      `Имя;Город;E-mail\nЕкатерина Смирнова;Москва;${A}\nДмитрий Кузнецов;Казань;${B}\n`,
    ),
    rows: [A, B],
    source: { encoding: "windows-1251" },
  },
  {
    name: "KOI8-R",
    file: encoded(
      "koi8-r",
      `Имя;Город;E-mail\nЕкатерина Смирнова;Санкт-Петербург;${A}\nИван Петров;Москва;${B}\n`,
    ),
    rows: [A, B],
    source: { encoding: "koi8-r" },
  },
  {
    name: "Shift JIS",
    file: encoded("shift_jis", `名前,会社,Email\n山田太郎,株式会社テスト,${A}\n`),
    rows: [A],
    source: { encoding: "shift_jis" },
  },
  {
    name: "Big5",
    file: encoded("big5", `姓名,公司,Email\n陳大文,測試公司,${A}\n`),
    rows: [A],
    source: { encoding: "big5" },
  },
  {
    name: "GBK, when told",
    file: encoded("gbk", `姓名,公司,Email\n张伟,测试公司,${A}\n`),
    query: { encoding: "gbk" },
    rows: [A],
    source: { encoding: "gbk" },
  },
  {
    name: "Mac Roman, when told",
    file: encoded("macintosh", `Name;Email\nJürgen;${A}\n`),
    query: { encoding: "macintosh" },
    rows: [A],
  },
  {
    name: "an unknown encoding",
    file: two("Email"),
    query: { encoding: "klingon" },
    refused: "unknown_encoding",
  },
  {
    name: "an encoding by another of its names",
    file: encoded("windows-1252", `Name;Email\nJürgen;${A}\n`),
    query: { encoding: "latin1" },
    rows: [A],
    source: { encoding: "windows-1252" },
  },
  {
    name: "UTF-16, told without its order, which the mark tells",
    file: encoded("utf-16be", two("Email"), MARK),
    query: { encoding: "utf-16" },
    rows: [A, B],
    source: { encoding: "utf-16be", bom: true },
  },
  {
    name: "ISO-2022-JP, whose bytes mean what those before them say",
    file: two("Email"),
    query: { encoding: "iso-2022-jp" },
    refused: "unknown_encoding",
  },
  {
    name: "bytes that are not text, after long good text",
    file: bytes(`note,email\n${`ok,${B}\n`.repeat(8_000)}`, [0x62, 0xff, 0x2c], `${A}\n`),
    rows: [...Array.from({ length: 8_000 }, () => B), `${A} [invalid_unicode]`],
  },
];

const dialects: readonly NastyFile[] = [
  {
    name: "semicolons with commas inside",
    file: `Name;Email\nLovelace, Ada;${A}\nTuring, Alan;${B}\n`,
    rows: [A, B],
    source: { delimiter: ";" },
  },
  { name: "tabs", file: `Name\tEmail\nAda\t${A}\n`, rows: [A], source: { delimiter: "\t" } },
  { name: "pipes", file: `Name|Email\nAda|${A}\n`, rows: [A], source: { delimiter: "|" } },
  { name: "one column with an e in it", file: two("email"), rows: [A, B], source: { delimiter: "," } },
  {
    name: "one column with commas in quotes",
    file: `email\n"a,b@x.test"\n"c,d@x.test"\n`,
    rows: ["a,b@x.test", "c,d@x.test"],
  },
  {
    name: "two columns, of which most rows have one",
    file: `Email|Note\n${A}|x\n${B}\nc@x.test\nd@x.test\n`,
    rows: [A, B, "c@x.test", "d@x.test"],
    source: { delimiter: "|" },
  },
  {
    name: "names with commas before addresses, without a header",
    file: `Lovelace, Ada;${A}\nTuring, Alan;${B}\n`,
    rows: [A, B],
    source: { delimiter: ";", header: null },
  },
  {
    name: "decimal commas between semicolons",
    file: `Betrag;Email\n1,5;${A}\n2,5;${B}\n`,
    rows: [A, B],
    source: { delimiter: ";" },
  },
  {
    name: "a delimiter that is told against the guess",
    file: `a,b;Email\n1,2;${A}\n`,
    query: { delimiter: ";" },
    rows: [A],
  },
  { name: "lines that end in CR", file: two("Email", "\r"), rows: [A, B], source: { newline: "\r" } },
  { name: "lines that end in CRLF", file: two("Email", "\r\n"), rows: [A, B], source: { newline: "\r\n" } },
  { name: "all three kinds of line ends", file: `Email\n${A}\r\n${B}\rc@x.test`, rows: [A, B, "c@x.test"] },
  { name: "no line end at the end", file: `Email\n${A}`, rows: [A] },
  { name: "blank lines everywhere", file: `\n\nEmail\n\n${A}\n\r\n\n${B}\n\n`, rows: [A, B] },
  { name: "a line break inside quotes", file: `Note,Email\n"one\ntwo\r\nthree",${A}\n`, rows: [A] },
  {
    name: "a line break in the header",
    file: `"The\nName";Email\nAda;${A}\n`,
    rows: [A],
    source: { columns: ["The\nName", "Email"] },
  },
  { name: "doubled quotes", file: `Note,Email\n"say ""hi""",${A}\n`, rows: [A] },
  { name: "a quote in the middle of a cell", file: `Size,Email\n5" pipe,${A}\n`, rows: [A] },
  {
    name: "single quotes of inches, and no line end after the last",
    file: `5" pipe,Email\n6" pipe,${A}`,
    rows: [A],
    source: { newline: "\n" },
  },
  { name: "single quotes, which quote nothing", file: `Name,Email\n'O,${A}\n`, rows: [A] },
  { name: "an open quote", file: `Note,Email\nok,${A}\n"open,${B}\nx,y\n`, refused: "unreadable", line: 3 },
  { name: "an open quote in the header", file: `"Note,Email\nok,${A}\n`, refused: "unreadable", line: 1 },
  { name: "quotes around every cell", file: `"Name";"Email"\r\n"Ada";"${A}"\r\n`, rows: [A] },
  { name: "blanks around cells", file: `Name, Email \nAda, ${A} \n`, rows: [` ${A} `] },
  {
    name: "the separator line of spreadsheets",
    file: `sep=;\nName;Email\nAda;${A}\n`,
    query: { delimiter: ";", mapping: '{"email":"Email"}' },
    refused: "unknown_column",
  },
];

const headers: readonly NastyFile[] = [
  { name: "no header", file: `Ada,${A}\nBob,${B}\n`, rows: [A, B], source: { header: null } },
  {
    name: "a header that has an @, when told",
    file: `kontakt@,x\n${A},1\n`,
    query: { has_header: "true" },
    rows: [A],
  },
  {
    name: "no header, when told",
    file: `x,y\n${A},1\n`,
    query: { has_header: "false", mapping: '{"email":"column_1"}' },
    rows: ["x", A],
  },
  {
    name: "the same name twice",
    file: `Note,Email,Note\n1,${A},2\n`,
    rows: [A],
    source: { columns: ["Note", "Email", "Note"] },
  },
  { name: "two columns of addresses", file: `Email,E-Mail\n${A},${B}\n`, refused: "ambiguous" },
  {
    name: "two columns of addresses, one named",
    file: `Email,E-Mail\n${A},${B}\n`,
    query: { mapping: '{"email":"E-Mail"}' },
    rows: [B],
  },
  { name: "empty names", file: `,,\n1,${A},2\n`, rows: [A] },
  { name: "no name of ours, but addresses", file: `foo,bar\n1,${A}\n2,${B}\n`, rows: [A, B] },
  {
    name: "a column that is named and absent",
    file: two("Email"),
    query: { mapping: '{"email":"Mail"}' },
    refused: "unknown_column",
  },
  { name: "no addresses at all", file: "Name,Ort\nAda,Paris\n", refused: "ambiguous" },
  {
    name: "a name and a company, to enrich",
    file: "Name,Firma\nAda Lovelace,Acme\n",
    query: { kind: "enrich" },
    rows: ["Ada Lovelace"],
  },
  {
    name: "a name alone, to enrich",
    file: "Name\nAda Lovelace\n",
    query: { kind: "enrich" },
    refused: "ambiguous",
  },
  ...[
    "E-Mail-Adresse",
    "Adresse e-mail",
    "Correo electrónico",
    "Endereço de email",
    "Indirizzo email",
    "Emailadres",
    "EMAIL ",
    "e_mail",
  ].map((column): NastyFile => ({ name: `the header ${column}`, file: `Nr;${column}\n1;${A}\n`, rows: [A] })),
];

const rows: readonly NastyFile[] = [
  { name: "a row with too few cells", file: `Email,a,b\n${A}\n${B},1,2\n`, rows: [A, B] },
  { name: "a row with too many cells", file: `Note,Email\n1,${A},3\n2,${B}\n`, rows: [`${A} [ragged]`, B] },
  { name: "an empty cell where the address should be", file: `Note,Email\n1,\n2,${B}\n`, rows: ["", B] },
  { name: "NUL in a cell", file: `Note,Email\na\0b,${A}\n`, rows: [`${A} [nul_byte]`] },
  {
    name: "ten megabytes in a cell",
    file: `Note,Email\n${"n".repeat(10 * 1024 * 1024)},${A}\nx,${B}\n`,
    rows: [`${A} [cell_too_large]`, B],
  },
  { name: "a formula", file: `Note,Email\n=cmd|' /C calc'!A0,${A}\n`, rows: [A] },
  { name: "a thousand columns", file: `${"c,".repeat(999)}Email\n${",".repeat(999)}${A}\n`, rows: [A] },
  { name: "emoji and right-to-left", file: `Name,Email\n🦊 فاطمة,${A}\n`, rows: [A] },
  {
    name: "a replacement character that was sent as such",
    file: `Name,Email\nJ\uFFFDrgen,${A}\n`,
    rows: [`${A} [invalid_unicode]`],
  },
];

const nothing: readonly NastyFile[] = [
  ...["", "\n\n", "Email\n", MARK, "\r\n"].map((file): NastyFile => ({
    name: `nothing: ${JSON.stringify(file)}`,
    file,
    refused: "empty",
  })),
  { name: "an Excel workbook", file: bytes("PK", [3, 4, 20, 0, 6, 0, 8, 0]), refused: "other_format" },
  {
    name: "an old Excel workbook",
    file: bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    refused: "other_format",
  },
  { name: "gzip without saying so", file: bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), refused: "other_format" },
  { name: "a PDF", file: "%PDF-1.7\n", refused: "other_format" },
];

export const NASTY_FILES: readonly NastyFile[] = [...encodings, ...dialects, ...headers, ...rows, ...nothing];
