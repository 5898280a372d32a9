/** The long-polling transport. Each answer brings the cursor for the next request. */
import { decodePoll } from "./protocol.js";
import {
  CONNECT_SILENCE_MS,
  type Listener,
  type Loss,
  type Open,
  post,
  problem,
  type Site,
  type Transport,
} from "./transport.js";

const WAIT_SECONDS = 25;

export const openPoll: Open = (site, topics, since, listener) => new PollTransport(site, topics, since, listener);

class PollTransport implements Transport {
  readonly #site: Site;
  readonly #topics: readonly string[];
  readonly #listener: Listener;
  readonly #abort = new AbortController();

  constructor(site: Site, topics: readonly string[], since: string | undefined, listener: Listener) {
    this.#site = site;
    this.#topics = topics;
    this.#listener = listener;
    void this.#run(since);
  }

  publish(topic: string, payload: unknown): Promise<void> {
    return post(this.#site, topic, payload);
  }

  close(): void {
    this.#abort.abort();
  }

  async #run(since: string | undefined): Promise<void> {
    try {
      let cursor = await this.#poll(since, 0);
      if (cursor !== undefined) {
        this.#listener.live();
      }
      while (cursor !== undefined) {
        cursor = await this.#poll(cursor, WAIT_SECONDS);
      }
    } catch (error) {
      this.#lost({ reason: error instanceof TypeError ? "the server does not answer" : String(error) });
    }
  }

  /** Asks once and hands over what came. Returns the next cursor, or undefined when it is over. */
  async #poll(since: string | undefined, waitSeconds: number): Promise<string | undefined> {
    const url = this.#site.stream("poll", this.#topics, since);
    url.searchParams.set("wait", String(waitSeconds));
    this.#listener.alive(waitSeconds * 1000 + CONNECT_SILENCE_MS);
    const response = await fetch(url, { signal: this.#abort.signal, cache: "no-store" });
    if (!response.ok) {
      const { code, message, retryAfterMs } = await problem(response);
      this.#lost({
        reason: message,
        cursorRefused: code === "BAD_CURSOR",
        final: response.status === 401 || response.status === 403,
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
    return answer.cursor;
  }

  #lost(loss: Loss): void {
    if (!this.#abort.signal.aborted) {
      this.close();
      this.#listener.lost(loss);
    }
  }
}
