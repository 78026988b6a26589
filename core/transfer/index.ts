/** Brings what an MLflow store holds into a workspace, and sends what a workspace holds to an MLflow server. */
export { transferActivity } from './activity-parts.ts';
export { createTransfers, type TransferService } from './transfer-service.ts';
