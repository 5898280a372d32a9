/** The page's membership of one room, which outlives connections: its token makes the next one the same member. */
import { decodeJoined, decodeRoll, type Roll } from "./protocol.js";
import { CONNECT_SILENCE_MS, problem, RequestError, type Site } from "./transport.js";

export class Seat {
  /** Known once joined; a secret of this member. */
  token: string | undefined;

  constructor(
    readonly room: string,
    /** What the member tells the others of itself, as of now. */
    readonly metadata: () => object,
  ) {}

  get topic(): string {
    return `room:${this.room}`;
  }

  /** What to send to join, or to go on as the same member. */
  request(): object {
    return { metadata: this.metadata(), ...(this.token === undefined ? {} : { member: this.token }) };
  }
}

/** Joins by a request, or goes on as the member of before. @throws {RequestError} */
export async function join(site: Site, seat: Seat): Promise<void> {
  seat.token = decodeJoined(await (await send(site, seat, "members", seat.request())).json());
}

/** Says a word by a request; it comes back to its sender too. @throws {RequestError} */
export async function say(site: Site, seat: Seat, word: string, data: unknown): Promise<void> {
  await send(site, seat, "messages", { word, data, echo: word !== "typing" });
}

/** Leaves by a request, which goes out even as the page closes. */
export function leave(site: Site, seat: Seat): void {
  const token = seat.token;
  if (token !== undefined) {
    seat.token = undefined;
    const url = site.room(seat.room, `members/${encodeURIComponent(token)}`);
    fetch(url, { method: "DELETE", keepalive: true }).catch(() => undefined);
  }
}

/** Who is in the room. @throws {RequestError} */
export async function roll(site: Site, seat: Seat): Promise<Roll> {
  const answer = await fetch(`${site.topic(seat.topic)}/presence`, { cache: "no-store" });
  if (!answer.ok) {
    throw new RequestError((await problem(answer)).message, undefined);
  }
  return decodeRoll(await answer.json());
}

async function send(site: Site, seat: Seat, path: string, body: object): Promise<Response> {
  const answer = await fetch(site.room(seat.room, path), {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(seat.token === undefined ? {} : { "Fanfare-Member": seat.token }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(CONNECT_SILENCE_MS),
  });
  if (!answer.ok) {
    const { message, retryAfterMs } = await problem(answer);
    throw new RequestError(message, retryAfterMs);
  }
  return answer;
}
