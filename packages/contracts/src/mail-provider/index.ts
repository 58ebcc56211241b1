export {
  MailProvider,
  MailProviderList,
  MailProviderQuery,
  PauseMailProvider,
  ResumeMailProvider,
  ResumedMailProvider,
} from "./mail-provider.ts";
