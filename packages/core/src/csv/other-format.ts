const WORKBOOK = "In the spreadsheet, save it as CSV UTF-8 and send that.";

/** Files that people take for CSV, by their first bytes, and what to do. */
const FORMATS: readonly { readonly bytes: readonly number[]; readonly advice: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    advice: `This is an Excel workbook (or another zip archive). ${WORKBOOK}`,
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], advice: `This is an old Excel workbook. ${WORKBOOK}` },
  { bytes: [0x1f, 0x8b], advice: "This is compressed with gzip: send it with Content-Encoding: gzip." },
  { bytes: [0x25, 0x50, 0x44, 0x46], advice: "This is a PDF; send the table as CSV." },
];

/** What to do with a file of another known format; undefined for everything else. */
export function adviceForOtherFormat(sample: Uint8Array): string | undefined {
  return FORMATS.find(({ bytes }) => bytes.every((byte, index) => sample[index] === byte))?.advice;
}
