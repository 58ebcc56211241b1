import { registerHooks } from "node:module";

// Loaded before openapi-typescript, which crashes on TypeScript 7.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "typescript"
      ? next("typescript-5", { ...context, parentURL: import.meta.url })
      : next(specifier, context),
});
