import { done, os } from '../os.ts';

export const appRoutes = {
  info: os.app.info.handler(({ context }) => context.services.app.info()),
  command: os.app.command.handler(({ context }) => context.services.app.command()),
  addCommand: os.app.addCommand.handler(({ context }) => context.services.app.addCommand()),
  removeCommand: os.app.removeCommand.handler(({ context }) => context.services.app.removeCommand()),
  checkUpdate: os.app.checkUpdate.handler(({ context, input }) => context.services.app.checkUpdate(input)),
  dataPlaces: os.app.dataPlaces.handler(({ context }) => context.services.app.dataPlaces()),
  removeData: os.app.removeData.handler(({ context, input }) =>
    done(context.services.app.removeData(input.places)),
  ),
  diagnostics: os.app.diagnostics.handler(({ context, input }) => context.services.app.diagnostics(input)),
};
