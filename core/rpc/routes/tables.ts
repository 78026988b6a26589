import { findFile } from '../find-file.ts';
import { os } from '../os.ts';

export const tablesRoutes = {
  read: os.tables.read.handler(async ({ context, input, signal }) => {
    const reader = await context.services.tables.open(await findFile(context.engine, input.uri));
    const { offset, limit } = input;
    return { columns: [...reader.columns], ...(await reader.read({ offset, limit, signal })) };
  }),
  count: os.tables.count.handler(async ({ context, input, signal }) => {
    const reader = await context.services.tables.open(await findFile(context.engine, input.uri));
    return { rows: await reader.countRows(signal) };
  }),
  profile: os.tables.profile.handler(async ({ context, input, signal }) =>
    context.services.tables.profile(await findFile(context.engine, input.uri), signal),
  ),
};
