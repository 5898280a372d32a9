/** The WebSocket transport. Here the client keeps the cursor: from the ack, raised by each event, replaced by each ping. */
import { decode, type FanfareEvent, type Problem, parse, raise, type ServerMessage } from "./protocol.js";
import type { Seat } from "./room.js";
import { CONNECT_SILENCE_MS, type Listener, type Loss, type Open, silenceMs, type Transport } from "./transport.js";

/** The batch form first: a frame may hold several messages, parted by line feeds. */
const SUBPROTOCOLS = ["fanfare.v1.batch", "fanfare.v1"];
const SUBSCRIBE_REF = "subscribe";
const JOIN_REF = "join";
const WATCH_REF = "watch";
const NOTHING = Promise.resolve();
const LATER_MS = 10_000;

export const openWebSocket: Open = (site, topics, since, listener, seat) =>
  new SocketTransport(new WebSocket(site.socket(), SUBPROTOCOLS), topics, since, listener, seat);

interface Pending {
  resolve(): void;
  reject(error: Error): void;
}

class SocketTransport implements Transport {
  readonly #socket: WebSocket;
  readonly #topics: readonly string[];
  readonly #listener: Listener;
  readonly #seat: Seat | undefined;
  readonly #pending = new Map<unknown, Pending>();
  #ref = 0;
  #cursor: string | undefined;
  #subscribed = false;
  #closed = false;
  #silenceMs = CONNECT_SILENCE_MS;

  constructor(
    socket: WebSocket,
    topics: readonly string[],
    since: string | undefined,
    listener: Listener,
    seat: Seat | undefined,
  ) {
    this.#socket = socket;
    this.#topics = topics;
    this.#cursor = since;
    this.#listener = listener;
    this.#seat = seat;
    listener.alive(this.#silenceMs);
    socket.addEventListener("open", () => this.#begin());
    socket.addEventListener("message", (message) => this.#received(message.data));
    socket.addEventListener("close", (event) => this.#lost(afterClose(event.code, event.reason)));
  }

  say(word: string, data: unknown): Promise<void> {
    return this.#ask({ action: word, room: this.#seat?.room, data, echo: word !== "typing" });
  }

  renew(): Promise<void> {
    return this.#seat ? this.#ask({ action: "presence", room: this.#seat.room, data: this.#seat.metadata() }) : NOTHING;
  }

  #ask(action: object): Promise<void> {
    if (!this.#subscribed || this.#closed) {
      return Promise.reject(new Error("not connected"));
    }
    const id = ++this.#ref;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ ...action, id });
    });
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
    for (const pending of this.#pending.values()) {
      pending.reject(new Error("the connection was lost before the answer"));
    }
    this.#pending.clear();
  }

  #begin(): void {
    if (this.#seat) {
      this.#send({ action: "join", id: JOIN_REF, room: this.#seat.room, ...this.#seat.request() });
      this.#send({ action: "presence", id: WATCH_REF, room: this.#seat.room, counts: true, watch: true });
    }
    const since = this.#cursor === undefined ? {} : { since: this.#cursor };
    this.#send({ action: "subscribe", id: SUBSCRIBE_REF, topics: this.#topics, ...since });
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  #received(frame: unknown): void {
    try {
      for (const text of String(frame).split("\n")) {
        const message = text === "" || this.#closed ? undefined : decode(parse(text));
        if (message) {
          this.#handle(message);
        }
      }
      if (!this.#closed) {
        this.#listener.alive(this.#silenceMs);
      }
    } catch (error) {
      // What cannot be read may have been an event: come again from the cursor before it.
      this.#lost({ reason: `unreadable message: ${error}` });
    }
  }

  #handle(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#silenceMs = silenceMs(message.heartbeatMs);
        this.#listener.welcome(message.node);
        break;
      case "ack":
        this.#acked(message);
        break;
      case "data":
        this.#event(message.event);
        break;
      case "presence":
        this.#settled(message.ref)?.resolve();
        this.#listener.presence();
        break;
      case "gap":
        this.#listener.gap(message.reason);
        this.#replaceCursor(message.cursor);
        break;
      case "ping":
        this.#replaceCursor(message.cursor);
        break;
      case "goodbye":
        this.#replaceCursor(message.cursor);
        this.#lost({ reason: message.reason, retryAfterMs: message.retryAfterMs });
        break;
      case "error":
        this.#refused(message);
        break;
      default:
        message satisfies never;
    }
  }

  #acked(ack: ServerMessage & { type: "ack" }): void {
    if (ack.ref === JOIN_REF && this.#seat) {
      this.#seat.token = ack.member;
      return;
    }
    if (ack.ref !== SUBSCRIBE_REF) {
      this.#settled(ack.ref)?.resolve();
      return;
    }
    this.#subscribed = true;
    if (ack.cursor !== undefined) {
      this.#replaceCursor(ack.cursor);
    }
    for (const problem of ack.refused) {
      this.#listener.refused(problem);
    }
    this.#listener.live();
  }

  #event(event: FanfareEvent): void {
    this.#listener.event(event);
    if (this.#cursor !== undefined) {
      this.#cursor = raise(this.#cursor, event.id);
      this.#listener.cursor(this.#cursor);
    }
  }

  /** Until its ack, the subscription has a cursor of its own, which the connection's must not replace. */
  #replaceCursor(cursor: string): void {
    if (this.#subscribed) {
      this.#cursor = cursor;
      this.#listener.cursor(cursor);
    }
  }

  #refused({ ref, problem }: ServerMessage & { type: "error" }): void {
    if (ref === JOIN_REF && this.#seat) {
      this.#seat.token = undefined;
      this.#listener.refused(problem);
    } else if (ref === SUBSCRIBE_REF) {
      this.#lost(afterRefusal(problem));
    } else {
      this.#settled(ref)?.reject(new Error(problem.message));
    }
  }

  #settled(ref: unknown): Pending | undefined {
    const pending = this.#pending.get(ref);
    this.#pending.delete(ref);
    return pending;
  }

  #lost(loss: Loss): void {
    if (!this.#closed) {
      this.close();
      this.#listener.lost(loss);
    }
  }
}

/** What the refusal of the subscription asks of the client. */
function afterRefusal({ code, message, retryAfterMs }: Problem): Loss {
  if (code === "BAD_CURSOR") {
    return { reason: message, cursorRefused: true };
  }
  return retryAfterMs === undefined ? { reason: message, final: true } : { reason: message, retryAfterMs };
}

/** What a close code asks of the client. */
export function afterClose(code: number, text: string): Loss {
  const reason = text || (code === 1006 ? "the connection broke" : `closed with ${code}`);
  switch (code) {
    case 1013:
      return { reason, retryAfterMs: LATER_MS };
    case 1003:
    case 1007:
    case 1008:
    case 1009:
    case 4011:
      return { reason, final: true };
    default:
      return code >= 4500 ? { reason, final: true } : { reason };
  }
}
