/** The one seam between the feed and its three ways to the server. */
import { decodeProblem, type FanfareEvent, type Problem } from "./protocol.js";

export type TransportName = "ws" | "sse" | "poll";

/** One connection (for polling: one series of requests). Calls its listener until it is closed or has said `lost`. */
export interface Transport {
  /** Publishes; settles when the server has acknowledged or refused. */
  publish(topic: string, payload: unknown): Promise<void>;
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

/** Opens a connection that is subscribed to the topics, after the cursor if there is one. */
export type Open = (site: Site, topics: readonly string[], since: string | undefined, listener: Listener) => Transport;

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

  topic(topic: string): URL {
    return new URL(`api/topics/${topic.split("/").map(encodeURIComponent).join("/")}`, this.#root);
  }

  history(topic: string, limit: number): URL {
    return new URL(`${this.topic(topic)}/history?limit=${limit}`);
  }
}

/** Publishes by an HTTP request, for the transports that only listen. */
export async function post(site: Site, topic: string, payload: unknown): Promise<void> {
  const answer = await fetch(site.topic(topic), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(payload),
    signal: AbortSignal.timeout(CONNECT_SILENCE_MS),
  });
  if (!answer.ok) {
    throw new Error((await problem(answer)).message);
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
