import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, NativeImage, PopupOptions } from 'electron';

type Item = MenuItemConstructorOptions;

/** A menu as it was described; a test clicks on it by label. */
export class FakeMenu {
  readonly template: Item[];
  readonly popups: PopupOptions[] = [];

  constructor(template: Item[]) {
    this.template = template;
  }

  popup(options: PopupOptions): void {
    this.popups.push(options);
  }

  /** As a person clicks, or presses the key of the item where the system hands it to the menu. */
  click(label: string, how: { triggeredByAccelerator?: boolean } = {}): void {
    const item = allItems(this.template).find((one) => one.label === label);
    if (!item?.click)
      throw new Error(`There is nothing to click called ${label} in ${this.labels().join(', ')}.`);
    Reflect.apply(item.click, null, [{}, undefined, how]);
  }

  labels(): string[] {
    return this.template.map(({ type, label }) => (type === 'separator' ? '-' : (label ?? '')));
  }
}

/** Electron refuses a template that it does not understand, and so does this. */
export function buildFakeMenu(template: Item[]): FakeMenu {
  for (const { type, label, role, accelerator, click, submenu } of allItems(template)) {
    if (type !== 'separator' && !label && !role)
      throw new TypeError('Invalid template for MenuItem: must have label, role or type');
    if (accelerator !== undefined && !acceleratorShape.test(accelerator)) {
      throw new TypeError(`conversion failure from ${accelerator}`);
    }
    if (click && submenu) throw new TypeError('An item with a submenu cannot be clicked');
  }
  return new FakeMenu(template);
}

const acceleratorShape =
  /^((CmdOrCtrl|CommandOrControl|Cmd|Ctrl|Control|Alt|Option|Shift|Super|Meta)\+)*([A-Z0-9]|F\d{1,2}|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc|[^\w\s+])$/;

function allItems(template: Item[]): Item[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allItems(item.submenu) : [])]);
}

/** An icon in the tray. */
export class FakeTray extends EventEmitter {
  readonly image: string | NativeImage;
  toolTip = '';
  menu: FakeMenu | null = null;
  #isDestroyed = false;

  constructor(image: string | NativeImage) {
    super();
    this.image = image;
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setContextMenu(menu: FakeMenu): void {
    if (this.#isDestroyed) throw new TypeError('Tray is destroyed');
    this.menu = menu;
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

/** A notification of the system. Whether it shows is for the test to say. */
export class FakeNotification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  wasShown = false;

  constructor({ title, body }: { title: string; body: string }) {
    super();
    this.title = title;
    this.body = body;
  }

  show(): void {
    this.wasShown = true;
  }
}
