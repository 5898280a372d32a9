/** A sparkline of the last two minutes in SVG, one line per node. Colours come from the style sheet. */

export interface Point {
  atMs: number;
  value: number;
}

const SVG = "http://www.w3.org/2000/svg";
const WINDOW_MS = 120_000;
/** The drawing's own units; the style sheet stretches it. */
const WIDTH = 240;
const HEIGHT = 60;
/** Points further apart than this are not joined: nothing is known in between. */
const BREAK_MS = 3_500;

/** The series of one chart. Not drawn until `draw`. */
export class Chart {
  readonly #svg: SVGSVGElement;
  readonly #scale: Element | null;
  readonly #least: number;
  readonly #series = new Map<string, { points: Point[]; line: SVGPathElement }>();

  /**
   * @param least the smallest full scale, so that noise around zero does not look like mountains
   * @param scale where the full scale is written, as `format` puts it
   */
  constructor(svg: SVGSVGElement, least: number, scale: Element | null) {
    this.#svg = svg;
    this.#least = least;
    this.#scale = scale;
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute("preserveAspectRatio", "none");
  }

  add(series: string, point: Point, colour: string): void {
    let known = this.#series.get(series);
    if (!known) {
      const line = document.createElementNS(SVG, "path");
      line.setAttribute("class", `line ${colour}`);
      this.#svg.append(line);
      known = { points: [], line };
      this.#series.set(series, known);
    }
    known.points = known.points.filter(({ atMs }) => atMs > point.atMs - WINDOW_MS);
    known.points.push(point);
  }

  remove(series: string): void {
    this.#series.get(series)?.line.remove();
    this.#series.delete(series);
  }

  draw(nowMs: number, format: (value: number) => string): void {
    const values = [...this.#series.values()].flatMap(({ points }) => points.map(({ value }) => value));
    const top = ceiling(Math.max(this.#least, ...values));
    for (const { points, line } of this.#series.values()) {
      line.setAttribute("d", path(points, nowMs, top));
    }
    if (this.#scale) {
      this.#scale.textContent = format(top);
    }
  }
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below the value. */
export function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** The points as an SVG path: now at the right edge, the window's beginning at the left, `top` at the upper edge. */
export function path(points: readonly Point[], nowMs: number, top: number): string {
  let before = Number.NEGATIVE_INFINITY;
  return points
    .map(({ atMs, value }) => {
      const command = atMs - before > BREAK_MS ? "M" : "L";
      before = atMs;
      const x = WIDTH * (1 - (nowMs - atMs) / WINDOW_MS);
      const y = HEIGHT * (1 - value / top);
      return `${command}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
