import type { BrowserWindow } from 'electron';
import { Notices } from '#core/desktop/notices.ts';
import { picture } from './presentation.ts';
import type { ShellContext, Verbs } from './shell-types.ts';
import type { Windows } from './windows.ts';

interface Presence {
  verbs: Pick<Verbs, 'notify' | 'setBadge' | 'setProgress'>;
  canNotify(): boolean;
}

/** How the app shows itself outside of its windows. */
export function createPresence(ctx: ShellContext, windows: Windows): Presence {
  const { app, BrowserWindow, Notification } = ctx.electron;
  const notices = new Notices(ctx.machine.after);
  const canNotify = (): boolean => notices.refusal === null && Notification.isSupported();
  const notify: Verbs['notify'] = async ({ key, title, body, screen }, asking) => {
    const isWanted = ctx.memory.now.settings.notifications && BrowserWindow.getFocusedWindow() === null;
    if (!isWanted || !canNotify()) return { shown: false };
    const shown = await notices.show(key, () => {
      const notification = new Notification({ title, body });
      notification.on('click', () => {
        const window = windows.front(asking.isDestroyed() ? undefined : asking);
        windows.tell(window, { kind: 'openScreen', screen });
      });
      return notification;
    });
    if (!shown) ctx.log('notification refused', { error: notices.refusal });
    return { shown };
  };
  const setBadge: Verbs['setBadge'] = ({ count, label }) => {
    if (ctx.machine.platform !== 'win32') app.setBadgeCount(count);
    else for (const window of windows.all()) setOverlay(ctx, window, count === 0 ? '' : label);
  };
  const setProgress: Verbs['setProgress'] = ({ fraction }, window) => window.setProgressBar(fraction ?? -1);
  return { canNotify, verbs: { notify, setBadge, setProgress } };
}

/** Windows draws a number on no icon: a picture over the taskbar's own says that something waits. */
function setOverlay(ctx: ShellContext, window: BrowserWindow, label: string): void {
  const image = ctx.electron.nativeImage.createFromPath(picture(ctx, 'badge.png'));
  window.setOverlayIcon(label === '' ? null : image, label);
}
