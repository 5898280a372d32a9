/** How long to wait before connecting again. */

const MIN_MS = 500;
const MAX_MS = 20_000;
const PROVEN_MS = 5_000;

/**
 * Full jitter over a doubling span: many clients that were cut together come back spread out.
 *
 * @param attempt 0 for the first try after a loss
 * @param atLeastMs the server's wish, waited in any case
 */
export function backoffMs(attempt: number, atLeastMs = 0, random: () => number = Math.random): number {
  const span = Math.min(MAX_MS, MIN_MS * 2 ** attempt);
  return Math.round(Math.max(MIN_MS, atLeastMs) + random() * span);
}

/** Counts the tries. A connection must have lived for a while before the count starts over. */
export class Backoff {
  #attempt = 0;
  #liveSince: number | undefined;

  live(): void {
    this.#liveSince = performance.now();
  }

  lost(atLeastMs?: number): number {
    if (this.#liveSince !== undefined && performance.now() - this.#liveSince >= PROVEN_MS) {
      this.#attempt = 0;
    }
    this.#liveSince = undefined;
    return backoffMs(this.#attempt++, atLeastMs);
  }
}
