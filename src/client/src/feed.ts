/** Keeps one subscription alive across losses and changes of transport: the cursor, the state, the next try. */
import { Backoff } from "./backoff.js";
import type { FanfareEvent } from "./protocol.js";
import type { Seat } from "./room.js";
import type { Listener, Loss, Open, Site, Transport, TransportName } from "./transport.js";

export type FeedState =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "waiting"; delayMs: number; reason: string }
  | { kind: "stopped"; reason: string };

export interface FeedObserver {
  state(state: FeedState): void;
  /** The node at the other end, or undefined while there is none: any node answers a poll. */
  node(node: string | undefined): void;
  event(event: FanfareEvent): void;
  /** Somebody came to the room, went, or is another. */
  presence(): void;
  /** Events may be missing, or a topic was refused: something to tell the reader. */
  notice(text: string): void;
}

export class Feed {
  readonly #site: Site;
  readonly #topics: readonly string[];
  readonly #transports: Record<TransportName, Open>;
  readonly #observer: FeedObserver;
  readonly #seat: Seat | undefined;
  readonly #backoff = new Backoff();
  #name: TransportName = "ws";
  #transport: Transport | undefined;
  #cursor: string | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(
    site: Site,
    topics: readonly string[],
    transports: Record<TransportName, Open>,
    observer: FeedObserver,
    seat?: Seat,
  ) {
    this.#site = site;
    this.#seat = seat;
    this.#topics = topics;
    this.#transports = transports;
    this.#observer = observer;
  }

  /** Connects, or moves a running feed to another transport with its cursor. */
  use(name: TransportName): void {
    this.#name = name;
    this.#connect();
  }

  /** Tries at once instead of when the wait is over. Does nothing unless it waits. */
  retryNow(): void {
    if (this.#retry !== undefined) {
      this.#connect();
    }
  }

  /** Closes the connection and keeps the cursor for a later `use`. */
  stop(reason: string): void {
    this.#disconnect();
    this.#observer.state({ kind: "stopped", reason });
  }

  say(word: string, data: unknown): Promise<void> {
    return this.#transport?.say(word, data) ?? Promise.reject(new Error("not connected"));
  }

  /** Tells the room what the seat's metadata are now; without a connection that is done by the next one. */
  async renew(): Promise<void> {
    await this.#transport?.renew();
  }

  #connect(): void {
    this.#disconnect();
    this.#observer.node(undefined);
    this.#observer.state({ kind: "connecting" });
    const open = this.#transports[this.#name];
    this.#transport = open(this.#site, this.#topics, this.#cursor, this.#listener(), this.#seat);
  }

  #disconnect(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    this.#retry = undefined;
    this.#transport?.close();
    this.#transport = undefined;
  }

  #listener(): Listener {
    return {
      welcome: (node) => this.#observer.node(node),
      live: () => {
        this.#backoff.live();
        this.#observer.state({ kind: "live" });
      },
      event: (event) => this.#observer.event(event),
      presence: () => this.#observer.presence(),
      cursor: (cursor) => {
        this.#cursor = cursor;
      },
      gap: (reason) => this.#observer.notice(`Events may be missing here (${reason}).`),
      refused: (problem) => this.#observer.notice(`Refused: ${problem.message}`),
      alive: (silenceMs) => {
        clearTimeout(this.#watchdog);
        this.#watchdog = setTimeout(() => this.#lost({ reason: "the server fell silent" }), silenceMs);
      },
      lost: (loss) => this.#lost(loss),
    };
  }

  #lost(loss: Loss): void {
    this.#disconnect();
    if (loss.cursorRefused && this.#cursor !== undefined) {
      this.#cursor = undefined;
      this.#observer.notice("Events may be missing here (the position was refused).");
    }
    if (loss.final) {
      this.#observer.state({ kind: "stopped", reason: loss.reason });
      return;
    }
    const delayMs = this.#backoff.lost(loss.retryAfterMs);
    this.#retry = setTimeout(() => this.#connect(), delayMs);
    this.#observer.state({ kind: "waiting", delayMs, reason: loss.reason });
  }
}
