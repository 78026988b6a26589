import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

type Ids = readonly number[];

/** What a person can do about alerts, one or many: at once, and each of it can be taken back. */
export function useAlertActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { monitoring } = bridge.client;
  const act = useAct();

  function change(
    ids: Ids,
    done: string,
    run: (alertId: number) => Promise<unknown>,
    undo: (alertId: number) => Promise<unknown>,
  ): Promise<boolean> {
    return act({ run: () => inTurn(ids, run), undo: () => inTurn(ids, undo), done });
  }
  const words = (ids: Ids) => ({ count: ids.length, id: ids[0] });
  const reopen = (alertId: number): Promise<unknown> => monitoring.reopen({ alertId });
  return {
    acknowledge: (ids: Ids) =>
      change(
        ids,
        t('alerts.acknowledged', words(ids)),
        (alertId) => monitoring.acknowledge({ alertId }),
        reopen,
      ),
    resolve: (ids: Ids, reason: string) =>
      change(
        ids,
        t('alertDesk.resolved', words(ids)),
        (alertId) => monitoring.resolve({ alertId, reason }),
        reopen,
      ),
    reopen: (ids: Ids) =>
      change(ids, t('alertDesk.reopened', words(ids)), reopen, (alertId) =>
        monitoring.acknowledge({ alertId }),
      ),
    snooze: (ids: Ids, until: number, at: string) =>
      change(
        ids,
        t('alertDesk.snoozed', { ...words(ids), at }),
        (alertId) => monitoring.snooze({ alertId, until }),
        (alertId) => monitoring.unsnooze({ alertId }),
      ),
    unsnooze: (ids: Ids, until: number) =>
      change(
        ids,
        t('alertDesk.unsnoozed', words(ids)),
        (alertId) => monitoring.unsnooze({ alertId }),
        (alertId) => monitoring.snooze({ alertId, until }),
      ),
    assign: (ids: Ids, assignee: string | null, before: string | null) =>
      change(
        ids,
        assignee === null
          ? t('alertDesk.unassigned', words(ids))
          : t('alertDesk.assigned', { ...words(ids), name: assignee }),
        (alertId) => monitoring.assign({ alertId, assignee }),
        (alertId) => monitoring.assign({ alertId, assignee: before }),
      ),
    comment: (alertId: number, text: string) => {
      let commentId = 0;
      return act({
        run: async () => {
          commentId = (await monitoring.comment({ alertId, text })).commentId ?? 0;
        },
        undo: () => monitoring.deleteComment({ alertId, commentId }),
        done: t('alertDesk.commented', { id: alertId }),
      });
    },
    deleteComment: (alertId: number, commentId: number, text: string) =>
      act({
        run: () => monitoring.deleteComment({ alertId, commentId }),
        undo: () => monitoring.comment({ alertId, text }),
        done: t('alertDesk.commentDeleted'),
      }),
  };
}

/** One after the other: the first that is refused ends it, and what was done before stands in the activity. */
async function inTurn(ids: Ids, run: (alertId: number) => Promise<unknown>): Promise<void> {
  for (const alertId of ids) await run(alertId);
}
