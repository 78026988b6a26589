/**
 * The release of MLflow whose servers these are like, the tracking and the scoring one: some clients compare it with
 * their own, and from 3.4 on they send spans to `/v1/traces`.
 */
export const mlflowVersion = '3.17.2';
