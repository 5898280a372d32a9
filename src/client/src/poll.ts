/** The long-polling transport. Each answer brings the cursor for the next request. */
import { decodePoll } from "./protocol.js";
import { join, type Seat, say } from "./room.js";
import {
  CONNECT_SILENCE_MS,
  type Listener,
  type Loss,
  notJoined,
  type Open,
  problem,
  type Site,
  type Transport,
} from "./transport.js";

const WAIT_SECONDS = 25;
const LOOK_MS = 3_000;

export const openPoll: Open = (site, topics, since, listener, seat) =>
  new PollTransport(site, topics, since, listener, seat);

class PollTransport implements Transport {
  readonly #site: Site;
  readonly #topics: readonly string[];
  readonly #listener: Listener;
  readonly #seat: Seat | undefined;
  #lookedMs = Number.NEGATIVE_INFINITY;
  readonly #abort = new AbortController();

  constructor(
    site: Site,
    topics: readonly string[],
    since: string | undefined,
    listener: Listener,
    seat: Seat | undefined,
  ) {
    this.#site = site;
    this.#topics = topics;
    this.#listener = listener;
    this.#seat = seat;
    void this.#run(since);
  }

  say(word: string, data: unknown): Promise<void> {
    return this.#seat ? say(this.#site, this.#seat, word, data) : Promise.reject(new Error("in no room"));
  }

  renew(): Promise<void> {
    return this.#seat ? join(this.#site, this.#seat) : Promise.resolve();
  }

  close(): void {
    this.#abort.abort();
  }

  async #run(since: string | undefined): Promise<void> {
    try {
      if (this.#seat !== undefined) {
        this.#listener.alive(CONNECT_SILENCE_MS);
        await join(this.#site, this.#seat);
      }
      let cursor = await this.#poll(since, 0);
      if (cursor !== undefined) {
        this.#listener.live();
      }
      while (cursor !== undefined) {
        cursor = await this.#poll(cursor, WAIT_SECONDS);
      }
    } catch (error) {
      this.#lost(notJoined(error));
    }
  }

  /** Asks once and hands over what came. Returns the next cursor, or undefined when it is over. */
  async #poll(since: string | undefined, waitSeconds: number): Promise<string | undefined> {
    const url = this.#site.stream("poll", this.#topics, since);
    url.searchParams.set("wait", String(waitSeconds));
    const headers = this.#seat?.token === undefined ? {} : { "Fanfare-Member": this.#seat.token };
    this.#listener.alive(waitSeconds * 1000 + CONNECT_SILENCE_MS);
    const response = await fetch(url, { signal: this.#abort.signal, cache: "no-store", headers });
    if (!response.ok) {
      const { code, message, retryAfterMs } = await problem(response);
      this.#lost({
        reason: message,
        cursorRefused: code === "BAD_CURSOR",
        final: response.status === 401 || (response.status === 403 && code !== "NOT_A_MEMBER"),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
      return undefined;
    }
    const answer = decodePoll(await response.json());
    if (this.#abort.signal.aborted) {
      return undefined;
    }
    if (answer.gap) {
      this.#listener.gap(answer.gap.reason);
    }
    for (const event of answer.events) {
      this.#listener.event(event);
    }
    this.#listener.cursor(answer.cursor);
    this.#look();
    return answer.cursor;
  }

  /** No answer tells who comes and goes: it has to be asked for, now and then. */
  #look(): void {
    const now = performance.now();
    if (this.#seat !== undefined && now - this.#lookedMs > LOOK_MS) {
      this.#lookedMs = now;
      this.#listener.presence();
    }
  }

  #lost(loss: Loss): void {
    if (!this.#abort.signal.aborted) {
      this.close();
      this.#listener.lost(loss);
    }
  }
}
