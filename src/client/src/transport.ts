/** The one seam between the feed and its three ways to the server. */
import { decodeProblem, type FanfareEvent, type Problem } from "./protocol.js";
import type { Seat } from "./room.js";

export type TransportName = "ws" | "sse" | "poll";

/** One connection (for polling: one series of requests). Calls its listener until it is closed or has said `lost`. */
export interface Transport {
  /** Says a word in the room; settles when the server has acknowledged or refused. */
  say(word: string, data: unknown): Promise<void>;
  /** Tells the room what the seat's metadata are now. */
  renew(): Promise<void>;
  /** Ends the connection. The listener hears nothing more. */
  close(): void;
}

/** Why a connection ended, and what that means for the next one. */
export interface Loss {
  reason: string;
  /** The server's wish; the back-off comes on top. */
  retryAfterMs?: number;
  /** The cursor was refused: begin anew without it. */
  cursorRefused?: boolean;
  /** Coming again by itself would not help. */
  final?: boolean;
}

export interface Listener {
  /** The node at the other end. */
  welcome(node: string): void;
  /** Subscribed: events from now on are live. */
  live(): void;
  event(event: FanfareEvent): void;
  /** Somebody came to the room, went, or is another: look who is there. */
  presence(): void;
  /** All up to here has been handed over; resume from it, on whichever transport. */
  cursor(cursor: string): void;
  /** Events may be missing here. */
  gap(reason: string): void;
  /** One of several topics was refused; the others go on. */
  refused(problem: Problem): void;
  /** Something was heard; when nothing follows for so long, the connection is dead. */
  alive(silenceMs: number): void;
  lost(loss: Loss): void;
}

/** Opens a connection that is subscribed to the topics, after the cursor if there is one, and a member of the seat's room. */
export type Open = (
  site: Site,
  topics: readonly string[],
  since: string | undefined,
  listener: Listener,
  seat?: Seat,
) => Transport;

/** How long a new connection may take to say something. */
export const CONNECT_SILENCE_MS = 15_000;

/** The silence after which a connection is dead, for a server that sends a sign of life each so many milliseconds. */
export function silenceMs(heartbeatMs: number): number {
  return heartbeatMs * 2.5;
}

/** The addresses of one deployment, all relative to its context root. */
export class Site {
  readonly #root: URL;

  /** @param page any address directly below the context root, such as the page's own */
  constructor(page: string) {
    this.#root = new URL(".", page);
  }

  socket(): URL {
    const url = new URL("ws", this.#root);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url;
  }

  /** The address of a stream or poll over several topics. */
  stream(path: "events" | "poll", topics: readonly string[], since: string | undefined): URL {
    const url = new URL(`api/${path}`, this.#root);
    for (const topic of topics) {
      url.searchParams.append("topic", topic);
    }
    if (since !== undefined) {
      url.searchParams.set("since", since);
    }
    return url;
  }

  /** The address of a room's members or messages. */
  room(room: string, path: string): URL {
    return new URL(`api/rooms/${encodeURIComponent(room)}/${path}`, this.#root);
  }

  topic(topic: string): URL {
    return new URL(`api/topics/${topic.split("/").map(encodeURIComponent).join("/")}`, this.#root);
  }

  history(topic: string, limit: number): URL {
    return new URL(`${this.topic(topic)}/history?limit=${limit}`);
  }
}

/** What a refused request says; made up from the status when the body is no problem document. */
export async function problem(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  const retry = Number.isFinite(wait) ? { retryAfterMs: wait * 1000 } : {};
  try {
    return { ...decodeProblem(await answer.json()), ...retry };
  } catch {
    return { code: String(answer.status), message: `the server answered ${answer.status}`, ...retry };
  }
}

/** A request that the server refused. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly retryAfterMs: number | undefined,
  ) {
    super(message);
  }
}

/** What a failed request to join, or a request that was not answered, asks of the client. */
export function notJoined(error: unknown): Loss {
  if (error instanceof TypeError) {
    return { reason: "the server does not answer" };
  }
  const retryAfterMs = error instanceof RequestError ? error.retryAfterMs : undefined;
  return { reason: String(error), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
