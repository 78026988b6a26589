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

export const editorRoutes = {
  get: os.editor.get.handler(({ context }) => context.services.editor.get()),
  choose: os.editor.choose.handler(({ context, input }) => context.services.editor.choose(input.choice)),
  open: os.editor.open.handler(({ context, input }) => context.services.editor.open(input)),
  tryOut: os.editor.tryOut.handler(({ context, input }) => context.services.editor.tryOut(input.choice)),
};
