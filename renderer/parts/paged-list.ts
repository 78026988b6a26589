/** Where a page begins. The chain back lets pages that left the window be read again. */
export type PageStart = {
  readonly token: string | null;
  readonly index: number;
  readonly before: PageStart | null;
};

/** A page of a list of any length. */
export type ListPage = {
  /** The place of the page in the whole list, from 0. */
  readonly index: number;
  readonly nextPageToken: string | null;
};

const firstPage: PageStart = { token: null, index: 0, before: null };
/** How many pages stay in memory: the window over a list of any length. */
const pagesKept = 20;

/** How an infinite query walks a list by the engine's page tokens, forth and back. */
export const byPageToken = {
  initialPageParam: firstPage,
  getNextPageParam: (page: ListPage, _pages: readonly ListPage[], start: PageStart): PageStart | null =>
    page.nextPageToken === null ? null : { token: page.nextPageToken, index: start.index + 1, before: start },
  getPreviousPageParam: (_page: ListPage, _pages: readonly ListPage[], start: PageStart): PageStart | null =>
    start.before,
  maxPages: pagesKept,
};

/** What a search is asked for besides, so that it answers with the page that begins there. */
export function pageInput({ token }: PageStart): { pageToken?: string } {
  return token === null ? {} : { pageToken: token };
}
