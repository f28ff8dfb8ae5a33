// Pan and zoom of the picture, by pointer, wheel and keyboard.
/** @typedef {{ width: number, height: number }} Size */

const smallest = 0.1;
const largest = 4;
const step = 1.25;
const shift = 60;

export class FlowView {
  /** The transformation of the picture's group. */
  #x = 0;
  #y = 0;
  #scale = 1;
  /** @type {Size} */
  #size = { width: 1, height: 1 };
  /** @type {SVGGElement | undefined} */
  #picture;
  /** Until the reader moves it, the picture fits the window. */
  #fitted = true;

  /** @param {HTMLElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    canvas.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.#onDrag(event));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
    new ResizeObserver(() => {
      if (this.#fitted) this.fit();
    }).observe(canvas);
  }

  /** @param {SVGGElement} picture @param {Size} size @param {boolean} keep the place that is looked at stays */
  show(picture, size, keep) {
    this.#picture = picture;
    this.#size = size;
    if (keep && !this.#fitted) this.#apply();
    else this.fit();
  }

  /** @returns {Size} */
  get window() {
    const { clientWidth, clientHeight } = this.canvas;
    return { width: Math.max(320, clientWidth), height: Math.max(240, clientHeight) };
  }

  /** The whole picture in the middle of the window, at its natural size at most. */
  fit() {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.#fitted = true;
    this.#scale = Math.min(1.25, clientWidth / this.#size.width, clientHeight / this.#size.height);
    this.#x = (clientWidth - this.#size.width * this.#scale) / 2;
    this.#y = (clientHeight - this.#size.height * this.#scale) / 2;
    this.#apply();
  }

  /** Zooms around a point of the window; its middle, when none is given. @param {number} by */
  zoom(by, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
    const scale = Math.max(smallest, Math.min(largest, this.#scale * by));
    const ratio = scale / this.#scale;
    this.#x = x - (x - this.#x) * ratio;
    this.#y = y - (y - this.#y) * ratio;
    this.#scale = scale;
    this.#fitted = false;
    this.#apply();
  }

  zoomIn() {
    this.zoom(step);
  }

  zoomOut() {
    this.zoom(1 / step);
  }

  /** @param {number} x @param {number} y */
  #move(x, y) {
    this.#x += x;
    this.#y += y;
    this.#fitted = false;
    this.#apply();
  }

  #apply() {
    const number = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;
    this.#picture?.setAttribute(
      "transform",
      `translate(${number(this.#x)} ${number(this.#y)}) scale(${number(this.#scale)})`,
    );
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    event.preventDefault();
    const box = this.canvas.getBoundingClientRect();
    if (event.shiftKey) this.#move(-event.deltaY, 0);
    else this.zoom(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
  }

  /** @param {PointerEvent} start */
  #onDrag(start) {
    if (start.button !== 0) return;
    let [x, y] = [start.clientX, start.clientY];
    let dragging = false;
    const move = (/** @type {PointerEvent} */ event) => {
      // A click that trembles is still a click.
      if (!dragging && Math.hypot(event.clientX - x, event.clientY - y) < 4) return;
      dragging = true;
      this.canvas.classList.add("dragging");
      this.#move(event.clientX - x, event.clientY - y);
      [x, y] = [event.clientX, event.clientY];
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      this.canvas.classList.remove("dragging");
      // The click that ends a drag chooses nothing.
      if (dragging)
        this.canvas.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = /** @type {Record<string, () => void>} */ ({
      "+": () => this.zoomIn(),
      "=": () => this.zoomIn(),
      "-": () => this.zoomOut(),
      0: () => this.fit(),
      ArrowLeft: () => this.#move(shift, 0),
      ArrowRight: () => this.#move(-shift, 0),
      ArrowUp: () => this.#move(0, shift),
      ArrowDown: () => this.#move(0, -shift),
    });
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
}
