export type { BudgetAsk, BudgetGrant, BudgetRefusal, ProviderBudget, SessionOutcome } from "./budget.ts";
export {
  MailProvider,
  MailProviderList,
  MailProviderQuery,
  PauseMailProvider,
  ResumeMailProvider,
  ResumedMailProvider,
} from "./mail-provider.ts";
