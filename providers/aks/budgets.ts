import type { Budget } from "../contract.ts";

/**
 * Kept below what Azure allows a principal in a subscription: reads 250 at once and 25 a second
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling), cluster lists
 * 500 at once and one a second (https://learn.microsoft.com/azure/aks/quotas-skus-regions), 2026-11.
 */
export function readBudget(scope: string): Budget {
  return { key: `aks/${scope}/reads`, perSecond: 25, burst: 200, concurrent: 16 };
}

export function clusterListBudget(scope: string): Budget {
  return { key: `aks/${scope}/cluster-lists`, perSecond: 1, burst: 50, concurrent: 4 };
}

/** The storage provider counts for itself: 800 reads in five minutes. */
export function storageBudget(scope: string): Budget {
  return { key: `aks/${scope}/storage`, perSecond: 2.5, burst: 200, concurrent: 16 };
}

/** Sign-in and what has no subscription. */
export const TENANT_BUDGET: Budget = { key: "aks/tenant", perSecond: 25, burst: 200, concurrent: 16 };
