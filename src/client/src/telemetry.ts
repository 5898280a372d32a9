/** The cards that show the servers' telemetry: topics `server.NODE.METRIC`, once a second from each node. */
import { Chart } from "./chart.js";
import { type FanfareEvent, type JsonObject, object, ProtocolError } from "./protocol.js";

/** A node that has not been heard for so long leaves the page. */
const FORGET_MS = 120_000;
const COLOURS = 6;
/** More are not shown. */
const MOST_NODES = 12;
const MIB = 2 ** 20;

/** What one event means: the charted value, and two texts. */
interface Reading {
  value: number;
  text: string;
  detail: string;
}

interface Metric {
  /** The smallest full scale of the chart. */
  least: number;
  format(value: number): string;
  read(payload: JsonObject): Reading;
}

const METRICS: Record<string, Metric> = {
  cpu: metric(0.1, percent, (p) => {
    const cores = count(p, "cores");
    return [count(p, "process"), `system ${percent(count(p, "system"))}, ${plural(cores, "core")}`];
  }),
  heap: metric(50, mebibytes, (p) => [
    count(p, "used") / MIB,
    `of ${mebibytes(count(p, "max") / MIB)}, ${whole(count(p, "committed") / MIB)} committed`,
  ]),
  gc: metric(20, millis, (p) => [count(p, "millis"), plural(count(p, "pauses"), "pause")]),
  threads: metric(50, whole, (p) => [count(p, "live"), `peak ${whole(count(p, "peak"))}`]),
  connections: metric(5, whole, (p) => {
    const [websocket, sse, poll] = [count(p, "websocket"), count(p, "sse"), count(p, "poll")];
    return [websocket + sse + poll, `${whole(websocket)} WebSocket, ${whole(sse)} SSE, ${whole(poll)} polling`];
  }),
  deliveries: metric(20, perSecond, (p) => [
    count(p, "per_second"),
    `of ${plural(count(p, "events_per_second"), "event")} a second`,
  ]),
};

function metric(
  least: number,
  format: (value: number) => string,
  read: (payload: JsonObject) => [value: number, detail: string],
): Metric {
  return {
    least,
    format,
    read: (payload) => {
      const [value, detail] = read(payload);
      return { value, text: format(value), detail };
    },
  };
}

/** All cards below one element, found by `data-metric`. */
export class Telemetry {
  readonly #cards = new Map<string, Card>();
  readonly #nodes = new Map<string, { colour: string; heardMs: number }>();
  #colours = 0;

  constructor(root: ParentNode) {
    for (const element of root.querySelectorAll<HTMLElement>("[data-metric]")) {
      const name = element.dataset["metric"] ?? "";
      const found = METRICS[name];
      if (found) {
        this.#cards.set(name, new Card(element, found));
      }
    }
  }

  /** Shows an event, if its topic is one of the cards' and its payload in their form. */
  show(event: FanfareEvent): void {
    const [, node, name] = event.topic.split(".");
    const card = this.#cards.get(name ?? "");
    const atMs = Date.parse(event.timestamp);
    if (!card || !node || Number.isNaN(atMs)) {
      return;
    }
    const reading = card.read(event.payload);
    const colour = reading && this.#heard(node, atMs);
    if (colour) {
      card.show(node, colour, reading, atMs);
    }
  }

  /** Notes a sign of life and returns the node's colour, or undefined if there is no room for another node. */
  #heard(node: string, atMs: number): string | undefined {
    this.#forgetBefore(atMs - FORGET_MS);
    const known = this.#nodes.get(node);
    if (!known && this.#nodes.size >= MOST_NODES) {
      return undefined;
    }
    const colour = known?.colour ?? `node-${this.#colours++ % COLOURS}`;
    this.#nodes.set(node, { colour, heardMs: atMs });
    return colour;
  }

  #forgetBefore(limitMs: number): void {
    for (const [other, { heardMs }] of this.#nodes) {
      if (heardMs < limitMs) {
        this.#nodes.delete(other);
        for (const card of this.#cards.values()) {
          card.forget(other);
        }
      }
    }
  }
}

/** One metric: a chart, and a row of text for each node. */
class Card {
  readonly #element: HTMLElement;
  readonly #metric: Metric;
  readonly #chart: Chart | undefined;
  readonly #rows = new Map<string, Row>();
  #updated = 0;
  #newestMs = 0;

  constructor(element: HTMLElement, metric: Metric) {
    const svg = element.querySelector("svg");
    this.#element = element;
    this.#metric = metric;
    this.#chart = svg ? new Chart(svg, metric.least, element.querySelector(".scale")) : undefined;
  }

  /** Returns undefined for a payload in a foreign form: anybody may be allowed to publish to these topics. */
  read(payload: unknown): Reading | undefined {
    try {
      return this.#metric.read(object(payload));
    } catch (error) {
      if (error instanceof ProtocolError) {
        return undefined;
      }
      throw error;
    }
  }

  show(node: string, colour: string, reading: Reading, atMs: number): void {
    this.#newestMs = Math.max(this.#newestMs, atMs);
    this.#chart?.add(node, { atMs, value: reading.value }, colour);
    this.#chart?.draw(this.#newestMs, this.#metric.format);
    this.#row(node, colour).show(reading);
    this.#element.dataset["updated"] = String(++this.#updated);
  }

  forget(node: string): void {
    this.#chart?.remove(node);
    this.#rows.get(node)?.element.remove();
    this.#rows.delete(node);
  }

  #row(node: string, colour: string): Row {
    const known = this.#rows.get(node);
    if (known) {
      return known;
    }
    const row = new Row(node, colour);
    this.#rows.set(node, row);
    this.#element.querySelector(".rows")?.append(row.element);
    return row;
  }
}

/** What one node says of one metric. */
class Row {
  readonly element = document.createElement("li");
  readonly #value = document.createElement("strong");
  readonly #detail = document.createElement("span");

  constructor(node: string, colour: string) {
    const name = document.createElement("span");
    name.className = `node ${colour}`;
    name.textContent = node;
    this.#detail.className = "detail";
    this.element.append(this.#value, this.#detail, name);
  }

  show(reading: Reading): void {
    this.#value.textContent = reading.text;
    this.#detail.textContent = reading.detail;
  }
}

function count(payload: JsonObject, name: string): number {
  const value = payload[name];
  if (typeof value !== "number") {
    throw new ProtocolError(`telemetry without "${name}"`);
  }
  return value;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
}

function mebibytes(value: number): string {
  return `${whole(value)} MiB`;
}

function millis(value: number): string {
  return `${whole(value)} ms`;
}

function perSecond(value: number): string {
  return `${whole(value)}/s`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function plural(value: number, noun: string): string {
  return `${whole(value)} ${noun}${value === 1 ? "" : "s"}`;
}
