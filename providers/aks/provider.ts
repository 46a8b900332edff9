export const PROVIDER = "aks";
