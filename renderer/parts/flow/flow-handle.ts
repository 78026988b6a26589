import type { FlowInstance } from './card-nodes.ts';
import type { FlowTask } from './flow-types.ts';
import { boundsOf, bringIntoView, readableZoom, seenOf, startOf, viewOf } from './flow-view.ts';
import { cardHeight, widthOfCard } from './layout/flow-places.ts';
import type { Place, Places } from './layout/flow-places.ts';

/** How long a card may take to stand on the page, in ms: a new one waits for its place, and the first one for the worker. */
const longestWait = 5000;

/** More than these are looked over before any is read. */
const fewTasks = 60;

type Parts = {
  readonly root: HTMLElement | null;
  readonly flow: FlowInstance;
  readonly tasks: readonly FlowTask[];
  readonly places: Places;
};

/** What can be asked of a graph from around it. */
export class FlowHandle {
  #parts: Parts | null = null;
  /** Until a person moves the view, it shows the whole graph, whatever its room. */
  #isFitted = true;
  #hasFocus = false;

  take(parts: Parts): void {
    this.#parts = parts;
  }

  /** Shows the whole graph, or some of its tasks. */
  fit(ids?: readonly string[]): void {
    this.#isFitted = ids === undefined;
    this.#showAll(ids);
  }

  /** When the graph comes, and when its room changes. */
  fitOnce(): void {
    if (this.#isFitted) this.#showMost();
  }

  zoomBy(factor: number): void {
    this.#isFitted = false;
    void this.#parts?.flow.zoomTo(this.#parts.flow.getZoom() * factor);
  }

  zoomTo(zoom: number): void {
    this.#isFitted = false;
    void this.#parts?.flow.zoomTo(zoom);
  }

  /** Brings a task into view. */
  show(id: string): void {
    const place = this.#parts?.places.get(id);
    const task = this.#parts?.tasks.find((one) => one.id === id);
    if (this.#parts === null || place === undefined || task === undefined) return;
    bringIntoView(this.#parts.flow, this.#size(), place, task.title);
  }

  /** Keeps a task that was selected or added elsewhere from staying unseen; a view that nobody has moved shows all again. */
  follow(id: string): void {
    const place = this.#parts?.places.get(id);
    const task = this.#parts?.tasks.find((one) => one.id === id);
    if (this.#parts === null || place === undefined || task === undefined) return;
    const seen = seenOf(this.#parts.flow, this.#size(), place, task.title);
    if (seen === 'all') return;
    if (this.#isFitted) this.#showMost();
    const isOut = seenOf(this.#parts.flow, this.#size(), place, task.title) !== 'all';
    if (!isOut || (seen === 'some' && !this.#isFitted)) return;
    this.#isFitted = false;
    this.show(id);
  }

  /** Brings a task into view and gives it the keyboard. */
  focus(id: string): void {
    this.show(id);
    this.#focusLater(id, document.activeElement, performance.now() + longestWait);
  }

  /** Goes closer to where a person pointed, when cards are too small to be taken hold of. */
  comeCloser(point: { readonly clientX: number; readonly clientY: number }): void {
    const { x, y } = this.placeAt(point);
    const { width, height } = this.#size();
    this.#isFitted = false;
    void this.#parts?.flow.setViewport({
      x: width / 2 - x * readableZoom,
      y: height / 2 - y * readableZoom,
      zoom: readableZoom,
    });
  }

  centreOn({ x, y }: Place): void {
    this.#isFitted = false;
    void this.#parts?.flow.setCenter(x, y, { zoom: this.#parts.flow.getZoom() });
  }

  /** Where on the graph a point of the window lies. */
  placeAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place {
    return (
      this.#parts?.flow.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: true }) ?? {
        x: 0,
        y: 0,
      }
    );
  }

  /** The middle of what is seen. */
  middle(): Place {
    const box = this.#parts?.root?.getBoundingClientRect();
    if (box === undefined) return { x: 0, y: 0 };
    return this.placeAt({ clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 });
  }

  /** Where in the window a task is drawn; null while it is not. */
  boxOf(id: string): DOMRect | null {
    return this.#card(id)?.getBoundingClientRect() ?? null;
  }

  /** The task whose card is at a place of the graph. */
  cardAt({ x, y }: Place): string | null {
    const { tasks, places } = this.#parts ?? { tasks: [], places: new Map<string, Place>() };
    const hit = tasks.find(({ id, title }) => {
      const place = places.get(id);
      if (place === undefined) return false;
      return x >= place.x && x <= place.x + widthOfCard(title) && y >= place.y && y <= place.y + cardHeight;
    });
    return hit?.id ?? null;
  }

  /** The view was moved. The keyboard stays in the graph when the card that had it went out of view. */
  moved(byPerson: boolean): void {
    if (byPerson) this.#isFitted = false;
    if (document.activeElement === document.body && this.#hasFocus) this.focusGraph();
  }

  /** The keyboard came to a card, or left the graph. */
  noteFocus(hasFocus: boolean): void {
    this.#hasFocus = hasFocus;
  }

  focusGraph(): void {
    this.#parts?.root?.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true });
  }

  #showAll(ids?: readonly string[]): void {
    if (this.#parts === null) return;
    const { tasks, places, flow } = this.#parts;
    const bounds = boundsOf(ids === undefined ? tasks : tasks.filter(({ id }) => ids.includes(id)), places);
    const size = this.#size();
    if (bounds !== null && size.width > 0 && size.height > 0) void flow.setViewport(viewOf(bounds, size));
  }

  /** The whole graph; one of few tasks that would be too small to read is shown from its start. */
  #showMost(): void {
    if (this.#parts === null) return;
    const { tasks, places, flow } = this.#parts;
    const bounds = boundsOf(tasks, places);
    const size = this.#size();
    if (bounds === null || size.width === 0 || size.height === 0) return;
    const whole = viewOf(bounds, size);
    const isReadable = whole.zoom >= readableZoom || tasks.length > fewTasks;
    void flow.setViewport(isReadable ? whole : startOf(bounds, size));
  }

  #size(): { width: number; height: number } {
    const box = this.#parts?.root?.getBoundingClientRect();
    return { width: box?.width ?? 0, height: box?.height ?? 0 };
  }

  #card(id: string): HTMLElement | null {
    const found = this.#parts?.root?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    return found instanceof HTMLElement ? found : null;
  }

  /** Gives a card the keyboard once it is there, unless a person has gone elsewhere meanwhile. */
  #focusLater(id: string, from: Element | null, until: number): void {
    const { activeElement } = document;
    if (activeElement !== from && activeElement !== document.body) return;
    const card = this.#card(id);
    card?.focus({ preventScroll: true });
    // A card that is not measured yet is hidden, and takes no focus.
    const isDone = card !== null && document.activeElement === card;
    if (!isDone && performance.now() < until) requestAnimationFrame(() => this.#focusLater(id, from, until));
  }
}
