/** The Server-Sent Events transport. Each event's id is the full cursor. */
import { decode, parse, type ServerMessage } from "./protocol.js";
import { join, type Seat, say } from "./room.js";
import {
  CONNECT_SILENCE_MS,
  type Listener,
  type Loss,
  notJoined,
  type Open,
  type Site,
  silenceMs,
  type Transport,
} from "./transport.js";

export const openEventSource: Open = (site, topics, since, listener, seat) => {
  const url = site.stream("events", topics, since);
  url.searchParams.set("names", "none");
  return new EventSourceTransport(site, url, listener, seat);
};

const NAMES = ["message", "welcome", "heartbeat", "gap", "goodbye", "refused", "room.joined", "room.left", "presence"];

class EventSourceTransport implements Transport {
  readonly #site: Site;
  readonly #listener: Listener;
  readonly #seat: Seat | undefined;
  #source: EventSource | undefined;
  #silenceMs = CONNECT_SILENCE_MS;
  #closed = false;

  constructor(site: Site, url: URL, listener: Listener, seat: Seat | undefined) {
    this.#site = site;
    this.#listener = listener;
    this.#seat = seat;
    listener.alive(this.#silenceMs);
    if (seat === undefined) {
      this.#open(url);
    } else {
      void this.#joinAndOpen(url, seat);
    }
  }

  async #joinAndOpen(url: URL, seat: Seat): Promise<void> {
    try {
      await join(this.#site, seat);
    } catch (error) {
      this.#lost(notJoined(error));
      return;
    }
    if (!this.#closed) {
      url.searchParams.set("member", seat.token ?? "");
      url.searchParams.set("watch", "true");
      this.#open(url);
    }
  }

  #open(url: URL): void {
    const source = new EventSource(url);
    this.#source = source;
    for (const name of NAMES) {
      source.addEventListener(name, (event: MessageEvent<string>) => this.#received(event));
    }
    // The page keeps its own back-off, the same on each transport, in place of the browser's.
    source.addEventListener("error", () => this.#lost({ reason: "the stream broke" }));
  }

  say(word: string, data: unknown): Promise<void> {
    return this.#seat ? say(this.#site, this.#seat, word, data) : Promise.reject(new Error("in no room"));
  }

  renew(): Promise<void> {
    return this.#seat ? join(this.#site, this.#seat) : Promise.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#source?.close();
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
      case "presence":
        this.#listener.presence();
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
