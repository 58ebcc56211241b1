export { createCallBook } from "./call-book.ts";
export { chooseProviders } from "./choose.ts";
export { listProviders } from "./list.ts";
export { registerProviders } from "./register.ts";
