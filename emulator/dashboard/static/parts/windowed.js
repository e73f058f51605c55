// A list of any length that draws only what is seen: the same few dozen elements for ten rows and for ten thousand.

import { h } from "../core/dom.js";

const ROW = 32;
const BEYOND = 8;

/** A list box of rows of equal height. `draw(row)` returns a row's cells; `choose(row)` is called on click and on Enter. */
export class Windowed {
  #rows = [];
  #at = -1;
  #drawn = false;

  constructor(label, { draw, choose, id }) {
    this.draw = draw;
    this.choose = choose;
    this.id = id;
    this.space = h("div", { class: "space" });
    const on = { scroll: () => this.#soon(), keydown: event => this.#key(event), click: event => this.#click(event) };
    this.element = h("div", { class: "windowed", role: "listbox", tabindex: "0", "aria-label": label, on }, this.space);
    new ResizeObserver(() => this.#soon()).observe(this.element);
  }

  /** Show these rows. Whoever looks at the top sees new ones come; whoever has scrolled keeps what is read. */
  show(rows) {
    const added = rows.length - this.#rows.length;
    const reading = this.element.scrollTop > ROW && added > 0 && this.#rows.length > 0 && rows.at(-1) === this.#rows.at(-1);
    const chosen = this.#rows[this.#at];
    this.#rows = rows;
    this.#at = chosen ? rows.indexOf(chosen) : -1;
    this.space.style.height = `${rows.length * ROW}px`;
    if (reading) this.element.scrollTop += added * ROW;
    this.#soon();
  }

  #soon() {
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => {
      this.#drawn = false;
      this.#paint();
    });
  }

  #paint() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.#rows.length, first + Math.ceil(this.element.clientHeight / ROW) + 2 * BEYOND);
    const seen = [];
    for (let index = first; index < last; index += 1) seen.push(this.#row(index));
    this.space.replaceChildren(...seen);
    this.element.setAttribute("aria-activedescendant", this.#at < 0 ? "" : this.id(this.#rows[this.#at]));
  }

  #row(index) {
    const row = this.#rows[index];
    const props = {
      id: this.id(row),
      class: "row",
      role: "option",
      "data-index": index,
      "aria-selected": String(index === this.#at),
      "aria-setsize": this.#rows.length,
      "aria-posinset": index + 1,
      style: { top: `${index * ROW}px` },
    };
    return h("div", props, this.draw(row));
  }

  #click(event) {
    const row = event.target.closest(".row");
    if (row) this.#pick(Number(row.dataset.index));
  }

  #pick(index) {
    this.#at = index;
    this.#soon();
    this.choose(this.#rows[index]);
  }

  #key(event) {
    const page = Math.floor(this.element.clientHeight / ROW);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#rows.length, End: this.#rows.length };
    if (event.key === "Enter" && this.#at >= 0) this.choose(this.#rows[this.#at]);
    if (!(event.key in steps) || !this.#rows.length) return;
    event.preventDefault();
    this.#at = Math.min(Math.max(this.#at + steps[event.key], 0), this.#rows.length - 1);
    const top = this.#at * ROW;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.element.scrollTop = top + ROW - clientHeight;
    this.#soon();
  }
}
