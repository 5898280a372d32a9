import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPoll } from "../src/poll.js";
import { Seat } from "../src/room.js";
import { openEventSource } from "../src/sse.js";
import { Site } from "../src/transport.js";
import { data, FakeEventSource, recorder, WELCOME, word } from "./fakes.js";

const SITE = new Site("http://example.org/fanfare/");

interface Request {
  url: URL;
  init: RequestInit;
  answer(status: number, body: unknown, headers?: Record<string, string>): void;
}

let requests: Request[];

/** The requests made so far, after every promise that could settle has settled. */
async function made(): Promise<Request[]> {
  await vi.advanceTimersByTimeAsync(0);
  return requests;
}

async function last(): Promise<Request> {
  const request = (await made()).at(-1);
  if (!request) {
    throw new Error("no request was made");
  }
  return request;
}

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  FakeEventSource.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      requests.push({
        url,
        init,
        answer: (status, body, headers = {}) => resolve(new Response(JSON.stringify(body), { status, headers })),
      });
    });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("polling", () => {
  it("asks at once first, then waits after each answer's cursor", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["a", "room:lobby"], undefined, listener);
    const first = await last();
    expect(String(first.url)).toBe("http://example.org/fanfare/api/poll?topic=a&topic=room%3Alobby&wait=0");

    first.answer(200, { cursor: "aaaaaaaa-4_t-1", events: [] });
    const second = await last();
    expect(heard.lives).toBe(1);
    expect(second.url.searchParams.get("since")).toBe("aaaaaaaa-4_t-1");
    expect(second.url.searchParams.get("wait")).toBe("25");

    second.answer(200, { cursor: "aaaaaaaa-6_t-1", events: [data("aaaaaaaa-5"), data("aaaaaaaa-6")] });
    expect((await last()).url.searchParams.get("since")).toBe("aaaaaaaa-6_t-1");
    expect(heard.events).toEqual(["aaaaaaaa-5", "aaaaaaaa-6"]);
  });

  it("says where events may be missing", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["a"], "aaaaaaaa-1_t-1", listener);

    (await last()).answer(200, { cursor: "aaaaaaaa-9_t-2", events: [], gap: { reason: "evicted" } });
    await made();

    expect(heard.gaps).toEqual(["evicted"]);
  });

  it("takes the time to wait from the answer of a full server", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["a"], undefined, listener);

    (await last()).answer(503, { code: "UNAVAILABLE", detail: "draining" }, { "Retry-After": "7" });
    await made();

    expect(heard.losses).toMatchObject([{ reason: "draining", retryAfterMs: 7000, final: false }]);
  });

  it("begins anew after a refused cursor", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["a"], "nonsense", listener);

    (await last()).answer(400, { code: "BAD_CURSOR", detail: "no stamp" });
    await made();

    expect(heard.losses).toMatchObject([{ cursorRefused: true }]);
  });

  it("says nothing more once closed", async () => {
    const { heard, listener } = recorder();
    const transport = openPoll(SITE, ["a"], undefined, listener);
    const request = await last();

    transport.close();
    request.answer(200, { cursor: "t-1", events: [data("aaaaaaaa-5")] });

    expect(await made()).toHaveLength(1);
    expect(heard).toMatchObject({ events: [], cursors: [], losses: [], lives: 0 });
  });
});

describe("streaming", () => {
  function stream(since?: string) {
    const { heard, listener } = recorder();
    const transport = openEventSource(SITE, ["a"], since, listener);
    const source = FakeEventSource.opened.at(-1);
    if (!source) {
      throw new Error("no stream was opened");
    }
    return { heard, transport, source };
  }

  it("asks for nameless events after the cursor", () => {
    expect(String(stream("aaaaaaaa-1_t-1").source.url)).toBe(
      "http://example.org/fanfare/api/events?topic=a&since=aaaaaaaa-1_t-1&names=none",
    );
  });

  it("takes each cursor as it stands, the heartbeat's too", () => {
    const { heard, source } = stream();

    source.receive("welcome", "aaaaaaaa-1_t-1", WELCOME);
    source.receive("message", "aaaaaaaa-2_t-1", data("aaaaaaaa-2"));
    source.receive("heartbeat", "aaaaaaaa-9_t-2", { type: "ping", cursor: "aaaaaaaa-9_t-2" });

    expect(heard).toMatchObject({ lives: 1, events: ["aaaaaaaa-2"] });
    expect(heard.cursors).toEqual(["aaaaaaaa-1_t-1", "aaaaaaaa-2_t-1", "aaaaaaaa-9_t-2"]);
  });

  it("is lost once when it breaks, and closed so that the browser does not come back by itself", () => {
    const { heard, source } = stream();

    source.dispatchEvent(new Event("error"));
    source.dispatchEvent(new Event("error"));

    expect(heard.losses).toHaveLength(1);
    expect(source.closed).toBe(true);
  });

  it("of a draining server says when to come back", () => {
    const { heard, source } = stream();

    source.receive("goodbye", "", { type: "goodbye", reason: "draining", retry_after: 3000, cursor: "t-1" });

    expect(heard.losses).toEqual([{ reason: "draining", retryAfterMs: 3000 }]);
  });

  it("does not pass what it cannot read", () => {
    const { heard, source } = stream();

    source.receive("message", "aaaaaaaa-3_t-1", { type: "data", topic: "a" });

    expect(heard).toMatchObject({ cursors: [], losses: [{ reason: expect.stringContaining("unreadable") }] });
  });
});

describe("a member by requests", () => {
  function seated() {
    return new Seat("lobby", () => ({ name: "Ann" }));
  }

  it("joins before it polls, and polls as that member", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["room:lobby"], undefined, listener, seated());
    const joining = await last();
    expect(String(joining.url)).toBe("http://example.org/fanfare/api/rooms/lobby/members");
    expect(joining.init).toMatchObject({ method: "POST", body: '{"metadata":{"name":"Ann"}}' });

    joining.answer(201, { member: "m.x", member_count: 1 });
    const poll = await last();
    expect(poll.init.headers).toEqual({ "Fanfare-Member": "m.x" });

    poll.answer(200, { cursor: "aaaaaaaa-4_t-1", events: [word("aaaaaaaa-4", "text", 1)] });
    await made();
    expect(heard).toMatchObject({ events: ["aaaaaaaa-4"], looks: 1 });
  });

  it("joins again when the server holds it to have left", async () => {
    const { heard, listener } = recorder();
    openPoll(SITE, ["room:lobby"], undefined, listener, seated());
    (await last()).answer(201, { member: "m.x", member_count: 1 });

    (await last()).answer(403, { code: "NOT_A_MEMBER", detail: "the member has left" });
    await made();

    expect(heard.losses).toMatchObject([{ final: false }]);
  });

  it("joins before it streams", async () => {
    const { listener } = recorder();
    openEventSource(SITE, ["room:lobby"], undefined, listener, seated());
    expect(FakeEventSource.opened).toEqual([]);

    (await last()).answer(201, { member: "m.x", member_count: 1 });
    await made();

    expect(FakeEventSource.opened.at(-1)?.url.searchParams.get("member")).toBe("m.x");
  });

  it("speaks by a request of its own, which fails with what the server says", async () => {
    const { listener } = recorder();
    const transport = openEventSource(SITE, ["room:lobby"], undefined, listener, seated());
    (await last()).answer(201, { member: "m.x", member_count: 1 });
    await made();

    const said = transport.say("text", { text: "hi" });
    const request = await last();
    request.answer(429, { code: "RATE_LIMITED", detail: "too often", retry_after: 300 });

    await expect(said).rejects.toThrow("too often");
    expect(String(request.url)).toBe("http://example.org/fanfare/api/rooms/lobby/messages");
    expect(request.init.body).toBe('{"word":"text","data":{"text":"hi"},"echo":true}');
  });
});
