export type { BudgetAsk, BudgetGrant, BudgetRefusal, ProviderBudget, SessionOutcome } from "./budget.ts";
export {
  MailProvider,
  MailProviderHour,
  MailProviderList,
  MailProviderPause,
  MailProviderPauseBy,
  MailProviderQuery,
  MailProviderSessions,
  MailProviderState,
  PauseMailProvider,
  ResumedMailProvider,
  ResumeMailProvider,
} from "./mail-provider.ts";
