/** Brings what an MLflow store holds into a workspace, and sends what a workspace holds to an MLflow server. */
export { createTransfers, type TransferService } from './transfer-service.ts';
