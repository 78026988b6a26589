const key = 'stile.canvasMap';

/** Whether this window shows the overview map: what a person chose last, in whatever pipeline. */
export function readMapChoice(): boolean {
  try {
    return window.localStorage.getItem(key) === 'on';
  } catch {
    return false;
  }
}

export function writeMapChoice(isOn: boolean): void {
  try {
    window.localStorage.setItem(key, isOn ? 'on' : 'off');
  } catch {
    // Storage is closed to this page: the choice holds for this visit.
  }
}
