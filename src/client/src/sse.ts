/** The Server-Sent Events transport. Each event's id is the full cursor. */
import { decode, parse, type ServerMessage } from "./protocol.js";
import {
  CONNECT_SILENCE_MS,
  type Listener,
  type Loss,
  type Open,
  post,
  type Site,
  silenceMs,
  type Transport,
} from "./transport.js";

export const openEventSource: Open = (site, topics, since, listener) => {
  const url = site.stream("events", topics, since);
  url.searchParams.set("names", "none");
  return new EventSourceTransport(site, new EventSource(url), listener);
};

const NAMES = ["message", "welcome", "heartbeat", "gap", "goodbye", "refused"];

class EventSourceTransport implements Transport {
  readonly #site: Site;
  readonly #source: EventSource;
  readonly #listener: Listener;
  #silenceMs = CONNECT_SILENCE_MS;
  #closed = false;

  constructor(site: Site, source: EventSource, listener: Listener) {
    this.#site = site;
    this.#source = source;
    this.#listener = listener;
    listener.alive(this.#silenceMs);
    for (const name of NAMES) {
      source.addEventListener(name, (event: MessageEvent<string>) => this.#received(event));
    }
    // The page keeps its own back-off, the same on each transport, in place of the browser's.
    source.addEventListener("error", () => this.#lost({ reason: "the stream broke" }));
  }

  publish(topic: string, payload: unknown): Promise<void> {
    return post(this.#site, topic, payload);
  }

  close(): void {
    this.#closed = true;
    this.#source.close();
  }

  #received(event: MessageEvent<string>): void {
    if (this.#closed) {
      return;
    }
    try {
      const message = decode(parse(event.data));
      if (message) {
        this.#handle(message);
      }
    } catch (error) {
      this.#lost({ reason: `unreadable message: ${error}` });
      return;
    }
    if (event.lastEventId !== "") {
      this.#listener.cursor(event.lastEventId);
    }
    if (!this.#closed) {
      this.#listener.alive(this.#silenceMs);
    }
  }

  #handle(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#silenceMs = silenceMs(message.heartbeatMs);
        this.#listener.welcome(message.node);
        this.#listener.live();
        break;
      case "data":
        this.#listener.event(message.event);
        break;
      case "gap":
        this.#listener.gap(message.reason);
        break;
      case "goodbye":
        this.#lost({ reason: message.reason, retryAfterMs: message.retryAfterMs });
        break;
      case "error":
        this.#listener.refused(message.problem);
        break;
      case "ping":
      case "ack":
        break;
      default:
        message satisfies never;
    }
  }

  #lost(loss: Loss): void {
    if (!this.#closed) {
      this.close();
      this.#listener.lost(loss);
    }
  }
}
