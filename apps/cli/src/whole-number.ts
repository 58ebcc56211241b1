import { InvalidArgumentError } from "commander";

/** Reads an option's value as a whole number. @throws InvalidArgumentError for anything else. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

/** The same from 1. @throws InvalidArgumentError for anything else. */
export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError("It is at least 1.");
  return number;
}
