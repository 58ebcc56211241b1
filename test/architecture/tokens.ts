import { SyntaxKind } from "typescript/unstable/ast";
import { createScanner } from "typescript/unstable/ast/scanner";

/**
 * A piece of source. `name` is an identifier, `string` carries the string's value, `template` a part of a template with its
 * marks: "`a ${", "} b ${" or "} c`".
 */
export interface Token {
  readonly type: "name" | "string" | "template" | "comment" | "other";
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Tokens after which a slash divides; after any other one it starts a regular expression. */
const endsOperand = new Set<SyntaxKind>([
  SyntaxKind.Identifier,
  SyntaxKind.PrivateIdentifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.PlusPlusToken,
  SyntaxKind.MinusMinusToken,
  SyntaxKind.ThisKeyword,
  SyntaxKind.SuperKeyword,
  SyntaxKind.NullKeyword,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
]);

const templateParts = new Set<SyntaxKind>([
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]);

/** The tokens of TypeScript or JavaScript source, without comments. */
export function tokenize(source: string): Token[] {
  return scanSource(source).filter(({ type }) => type !== "comment");
}

/**
 * Splits TypeScript or JavaScript source with the compiler's own scanner; comments are tokens. What only a parser knows is
 * decided here: whether a slash divides, and which brace ends a template's expression.
 */
export function scanSource(source: string): Token[] {
  const scanner = createScanner(false);
  scanner.setText(source);
  const tokens: Token[] = [];
  /** Open braces inside each template expression that is being read. */
  const templates: number[] = [];
  let previous = SyntaxKind.Unknown;
  let line = 1;
  let position = 0;
  for (;;) {
    let kind = scanner.scan();
    if (kind === SyntaxKind.EndOfFile) return tokens;
    if (kind === SyntaxKind.WhitespaceTrivia || kind === SyntaxKind.NewLineTrivia) continue;
    if (
      (kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) &&
      !endsOperand.has(previous)
    ) {
      kind = scanner.reScanSlashToken();
    }
    const depth = templates.at(-1);
    if (kind === SyntaxKind.TemplateHead) templates.push(0);
    else if (depth !== undefined && kind === SyntaxKind.OpenBraceToken)
      templates[templates.length - 1] = depth + 1;
    else if (depth !== undefined && kind === SyntaxKind.CloseBraceToken) {
      if (depth > 0) templates[templates.length - 1] = depth - 1;
      else {
        kind = scanner.reScanTemplateToken(false);
        if (kind === SyntaxKind.TemplateTail) templates.pop();
      }
    }
    const start = scanner.getTokenStart();
    for (; position < start; position += 1) if (source[position] === "\n") line += 1;
    const token = { ...describe(kind, scanner), line };
    tokens.push(token);
    if (token.type !== "comment") previous = kind;
  }
}

function describe(kind: SyntaxKind, scanner: ReturnType<typeof createScanner>): Omit<Token, "line"> {
  if (kind === SyntaxKind.Identifier || kind === SyntaxKind.PrivateIdentifier) {
    return { type: "name", text: scanner.getTokenValue() };
  }
  if (kind === SyntaxKind.StringLiteral || kind === SyntaxKind.NoSubstitutionTemplateLiteral) {
    return { type: "string", text: scanner.getTokenValue() };
  }
  if (templateParts.has(kind)) return { type: "template", text: scanner.getTokenText() };
  if (kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia) {
    return { type: "comment", text: scanner.getTokenText() };
  }
  return { type: "other", text: scanner.getTokenText() };
}
