import { z } from "zod";

/**
 * OpenAPI's discriminator of a union (OpenAPI 3.1, section 4.8.25): the schema for each value of `propertyName`.
 * @param options named objects whose `propertyName` is a literal.
 */
export function discriminatorOf(propertyName: string, options: readonly z.ZodObject[]) {
  const mapping = Object.fromEntries(
    options.map((option) => {
      const literal = option.shape[propertyName];
      const { id } = z.globalRegistry.get(option) ?? {};
      if (!(literal instanceof z.ZodLiteral) || id === undefined) {
        throw new TypeError(`every option needs a name and a literal ${propertyName}`);
      }
      return [String(literal.value), `#/components/schemas/${id}`];
    }),
  );
  return { propertyName, mapping };
}
