export { createProviderBudget } from "./budget.ts";
export { measureMailProviders } from "./figures.ts";
export type { MailProviderFigures } from "./figures.ts";
export { forgetMailProviders } from "./forget.ts";
export { listMailProviders } from "./list.ts";
export { pauseMailProvider } from "./pause.ts";
export { resumeMailProvider } from "./resume.ts";
