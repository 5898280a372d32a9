/** Stand-ins for the browser's side of the network and for the feed's listener. */
import { vi } from "vitest";
import type { Listener, Loss } from "../src/transport.js";

/** A WebSocket that the test speaks for. */
export class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = [];
  readonly sent: Record<string, unknown>[] = [];
  closed = false;

  constructor(
    readonly url: URL,
    readonly protocols: string[],
  ) {
    super();
    FakeSocket.opened.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.dispatchEvent(new Event("open"));
  }

  /** One frame that holds these messages, as the batch subprotocol packs them. */
  receive(...messages: object[]): void {
    this.receiveText(messages.map((message) => JSON.stringify(message)).join("\n"));
  }

  receiveText(data: string): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  drop(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

/** An EventSource that the test speaks for. */
export class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = [];
  closed = false;

  constructor(readonly url: URL) {
    super();
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }

  receive(name: string, lastEventId: string, message: object): void {
    this.dispatchEvent(Object.assign(new Event(name), { lastEventId, data: JSON.stringify(message) }));
  }
}

/** A listener that writes down what it hears. */
export function recorder() {
  const heard = {
    events: [] as string[],
    cursors: [] as string[],
    gaps: [] as string[],
    losses: [] as Loss[],
    lives: 0,
    looks: 0,
    nodes: [] as string[],
  };
  const listener: Listener = {
    welcome: (node) => heard.nodes.push(node),
    live: () => {
      heard.lives++;
    },
    event: (event) => heard.events.push(event.id),
    cursor: (cursor) => heard.cursors.push(cursor),
    presence: () => {
      heard.looks++;
    },
    gap: (reason) => heard.gaps.push(reason),
    refused: () => undefined,
    alive: vi.fn(),
    lost: (loss) => heard.losses.push(loss),
  };
  return { heard, listener };
}

export function data(id: string, topic = "a", payload: unknown = 1): object {
  return { type: "data", topic, id, payload, timestamp: "2030-01-01T00:00:00.000Z" };
}

export function word(id: string, type: string, said: unknown, user = "~b"): object {
  return { type, room: "lobby", id, data: said, user, timestamp: "2030-01-01T00:00:00.000Z" };
}

export const WELCOME = { type: "welcome", session: "s", node: "aaaaaaaa", heartbeat: 20_000, protocol: 1, limits: {} };
