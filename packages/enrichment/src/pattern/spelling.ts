const TRANSLITERATIONS: Record<string, readonly string[]> = {
  ä: ["ae", "a"],
  ö: ["oe", "o"],
  ü: ["ue", "u"],
  ß: ["ss"],
  æ: ["ae"],
  œ: ["oe"],
  ø: ["o", "oe"],
  å: ["a", "aa"],
  đ: ["d"],
  ł: ["l"],
  þ: ["th"],
  ı: ["i"],
};

/** ASCII spellings of one name part, likeliest first; hyphens are kept, spaces and apostrophes removed. */
export function spellings(part: string): string[] {
  const lower = part.normalize("NFC").toLowerCase();
  const variants = [0, 1].map((choice) =>
    [...lower]
      .map((letter) => {
        const options = TRANSLITERATIONS[letter];
        return options === undefined ? letter : (options[choice] ?? options[0]!);
      })
      .join("")
      .normalize("NFD")
      .replace(/[^a-z0-9-]+/g, ""),
  );
  return [...new Set(variants)].filter((variant) => /[a-z]/.test(variant));
}
