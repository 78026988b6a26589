import { listActivity, undoActivity } from '#core/activity/index.ts';
import { readLicenses } from '../licenses.ts';
import { done, os } from '../os.ts';

export const systemRoutes = {
  info: os.system.info.handler(({ context }) => context.services.systemInfo()),
  browserToken: os.system.browserToken.handler(({ context }) => ({ url: context.services.browserUrl() })),
  licenses: os.system.licenses.handler(({ context }) => readLicenses(context.engine.resources)),
  stop: os.system.stop.handler(({ context }) => {
    context.services.requestStop();
    return {};
  }),
};

export const eventsRoutes = {
  subscribe: os.events.subscribe.handler(({ context, signal }) => context.services.hub.subscribe(signal)),
};

export const workspaceRoutes = {
  backups: os.workspace.backups.handler(({ context }) => context.services.workspaces.backups()),
  backup: os.workspace.backup.handler(({ context }) => context.services.workspaces.backup()),
  check: os.workspace.check.handler(({ context, input }) => context.services.workspaces.check(input)),
  restore: os.workspace.restore.handler(({ context, input }) => context.services.workspaces.restore(input)),
  export: os.workspace.export.handler(({ context, input }) => context.services.workspaces.export(input)),
  usage: os.workspace.usage.handler(({ context }) => context.services.workspaces.usage()),
  recent: os.workspace.recent.handler(({ context }) => context.services.workspaces.recent()),
  forget: os.workspace.forget.handler(({ context, input }) => {
    context.services.workspaces.forget(input);
    return {};
  }),
  inspect: os.workspace.inspect.handler(({ context, input }) => context.services.workspaces.inspect(input)),
  make: os.workspace.make.handler(({ context, input }) => context.services.workspaces.make(input)),
  import: os.workspace.import.handler(({ context, input }) => context.services.workspaces.import(input)),
  open: os.workspace.open.handler(({ context, input }) => context.services.workspaces.open(input)),
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
