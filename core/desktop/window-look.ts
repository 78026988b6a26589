/** As high as the title bar that the page draws. */
const titleBarHeight = 40;
const chrome = { light: '#EDEDE6', dark: '#121411' };
const ink = { light: '#1D201B', dark: '#E9EBE4' };

interface TitleBarOverlay {
  color: string;
  symbolColor: string;
  height: number;
}

/** What is seen of a window around its page and before it. The page draws the title bar; Linux keeps its own frame. */
export interface WindowLook {
  backgroundColor: string;
  titleBarStyle?: 'hidden';
  titleBarOverlay?: TitleBarOverlay;
}

export function buildWindowLook(platform: NodeJS.Platform, isDark: boolean): WindowLook {
  const theme = isDark ? 'dark' : 'light';
  const backgroundColor = chrome[theme];
  if (platform === 'linux') return { backgroundColor };
  return {
    backgroundColor,
    titleBarStyle: 'hidden',
    titleBarOverlay: { color: backgroundColor, symbolColor: ink[theme], height: titleBarHeight },
  };
}

/** Size and place are kept under a name: the first window finds its own again, and so does the second. */
export function freeWindowName(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'main' : `main-${number}`;
    if (!taken.has(name)) return name;
  }
}
