import { listActivity, undoActivity } from '#core/activity/index.ts';
import { done, os } from '../os.ts';

export const systemRoutes = {
  info: os.system.info.handler(({ context }) => context.services.systemInfo()),
  browserToken: os.system.browserToken.handler(({ context }) => ({ url: context.services.browserUrl() })),
  stop: os.system.stop.handler(({ context }) => {
    context.services.requestStop();
    return {};
  }),
};

export const eventsRoutes = {
  subscribe: os.events.subscribe.handler(({ context, signal }) => context.services.hub.subscribe(signal)),
};

export const workspaceRoutes = {
  backups: os.workspace.backups.handler(({ context }) => ({ backups: context.services.listBackups() })),
  backup: os.workspace.backup.handler(({ context }) => context.services.makeBackup()),
  export: os.workspace.export.handler(({ context, input }) =>
    context.services.exportWorkspace(input.file, input.overwrite),
  ),
};

export const jobsRoutes = {
  list: os.jobs.list.handler(({ context, input }) => context.services.jobs.list(context.engine, input)),
  cancel: os.jobs.cancel.handler(({ context, input }) =>
    done(context.services.jobs.cancel(context.engine, input.jobId)),
  ),
};

export const activityRoutes = {
  list: os.activity.list.handler(({ context, input }) =>
    listActivity(context.engine, context.services.activity, input),
  ),
  undo: os.activity.undo.handler(({ context, input }) =>
    undoActivity(context.engine, context.services.activity, input.activityId),
  ),
};
