import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Feed, type FeedState } from "../src/feed.js";
import { type Listener, type Open, Site, type TransportName } from "../src/transport.js";

interface Opened {
  name: TransportName;
  since: string | undefined;
  listener: Listener;
  closed: boolean;
}

let opened: Opened[];
let states: FeedState[];
let notices: string[];
let feed: Feed;

function opener(name: TransportName): Open {
  return (_site, _topics, since, listener) => {
    const transport = { name, since, listener, closed: false };
    opened.push(transport);
    return {
      say: () => Promise.resolve(),
      renew: () => Promise.resolve(),
      close: () => {
        transport.closed = true;
      },
    };
  };
}

function current(): Opened {
  const last = opened.at(-1);
  if (!last) {
    throw new Error("nothing was opened");
  }
  return last;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  opened = [];
  states = [];
  notices = [];
  feed = new Feed(
    new Site("http://example.org/fanfare/"),
    ["a"],
    { ws: opener("ws"), sse: opener("sse"), poll: opener("poll") },
    {
      state: (state) => states.push(state),
      node: () => undefined,
      event: () => undefined,
      presence: () => undefined,
      notice: (text) => notices.push(text),
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("resumes after a loss from the last cursor, once the wait is over", () => {
  feed.use("ws");
  current().listener.live();
  current().listener.cursor("aaaaaaaa-5_t-1");
  current().listener.lost({ reason: "cut" });
  expect(states.at(-1)).toEqual({ kind: "waiting", delayMs: 750, reason: "cut" });

  vi.advanceTimersByTime(749);
  expect(opened).toHaveLength(1);
  vi.advanceTimersByTime(1);

  expect(current()).toMatchObject({ name: "ws", since: "aaaaaaaa-5_t-1" });
});

it("takes the cursor along to another transport", () => {
  feed.use("ws");
  current().listener.cursor("aaaaaaaa-5_t-1");

  feed.use("poll");

  expect(opened[0]?.closed).toBe(true);
  expect(current()).toMatchObject({ name: "poll", since: "aaaaaaaa-5_t-1" });
});

it("waits longer after each loss and as long as the server wishes", () => {
  feed.use("ws");
  const waits = [undefined, undefined, 9000].map((retryAfterMs) => {
    current().listener.lost({ reason: "cut", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    const state = states.at(-1);
    feed.retryNow();
    return state?.kind === "waiting" ? state.delayMs : undefined;
  });

  expect(waits).toEqual([750, 1000, 10_000]);
});

it("forgets a refused cursor and says so", () => {
  feed.use("ws");
  current().listener.cursor("nonsense");
  current().listener.lost({ reason: "no stamp", cursorRefused: true });
  feed.retryNow();

  expect(current().since).toBeUndefined();
  expect(notices).toHaveLength(1);
});

it("does not come back by itself after a final loss, but does when asked", () => {
  feed.use("ws");
  current().listener.lost({ reason: "kicked", final: true });
  vi.advanceTimersByTime(3_600_000);
  expect(opened).toHaveLength(1);
  expect(states.at(-1)).toEqual({ kind: "stopped", reason: "kicked" });

  feed.use("sse");

  expect(opened).toHaveLength(2);
});

it("gives up a connection that fell silent", () => {
  feed.use("ws");
  current().listener.alive(50_000);
  vi.advanceTimersByTime(49_999);
  current().listener.alive(50_000);
  vi.advanceTimersByTime(49_999);
  expect(opened[0]?.closed).toBe(false);

  vi.advanceTimersByTime(1);

  expect(opened[0]?.closed).toBe(true);
  expect(states.at(-1)).toMatchObject({ kind: "waiting", reason: "the server fell silent" });
});

it("keeps quiet when stopped", () => {
  feed.use("ws");
  current().listener.alive(50_000);
  feed.stop("hidden");
  vi.advanceTimersByTime(3_600_000);

  expect(states.map(({ kind }) => kind)).toEqual(["connecting", "stopped"]);
});

it("tells of a gap", () => {
  feed.use("ws");
  current().listener.gap("evicted");

  expect(notices).toEqual(["Events may be missing here (evicted)."]);
});
