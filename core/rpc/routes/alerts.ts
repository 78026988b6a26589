import * as monitoring from '#core/monitoring/index.ts';
import { os } from '../os.ts';

const { monitoring: procedures } = os;

export const alertRoutes = {
  alerts: procedures.alerts.handler(({ context, input }) => monitoring.listAlerts(context.engine, input)),
  getAlert: procedures.getAlert.handler(({ context, input }) =>
    monitoring.getAlert(context.engine, input.alertId),
  ),
  alertHistory: procedures.alertHistory.handler(({ context, input }) =>
    monitoring.readAlertHistory(context.engine, input.alertId),
  ),
  acknowledge: procedures.acknowledge.handler(({ context, input }) =>
    monitoring.acknowledgeAlert(context.engine, input),
  ),
  snooze: procedures.snooze.handler(({ context, input }) => monitoring.snoozeAlert(context.engine, input)),
  unsnooze: procedures.unsnooze.handler(({ context, input }) =>
    monitoring.unsnoozeAlert(context.engine, input),
  ),
  resolve: procedures.resolve.handler(({ context, input }) => monitoring.resolveAlert(context.engine, input)),
  reopen: procedures.reopen.handler(({ context, input }) => monitoring.reopenAlert(context.engine, input)),
  assign: procedures.assign.handler(({ context, input }) => monitoring.assignAlert(context.engine, input)),
  comment: procedures.comment.handler(({ context, input }) => monitoring.commentAlert(context.engine, input)),
  deleteComment: procedures.deleteComment.handler(({ context, input }) =>
    monitoring.deleteComment(context.engine, input),
  ),
  openAlerts: procedures.openAlerts.handler(({ context }) => ({
    count: monitoring.countOpenAlerts(context.engine),
  })),
};
