export { ChooseProviders, Provider, ProviderList } from "./provider.ts";
