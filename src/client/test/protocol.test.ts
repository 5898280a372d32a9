import { describe, expect, it } from "vitest";
import {
  decode,
  decodeEvent,
  decodeHistory,
  decodePoll,
  decodeProblem,
  ProtocolError,
  parse,
  raise,
} from "../src/protocol.js";

const EVENT = { topic: "a.b", id: "k3f9q2ab-7", payload: null, timestamp: "2030-01-01T00:00:00.000Z" };

describe("decode", () => {
  it("reads each type that the page uses", () => {
    expect(decode({ type: "welcome", node: "k3f9q2ab", heartbeat: 20000, session: "s", protocol: 1 })).toEqual({
      type: "welcome",
      node: "k3f9q2ab",
      heartbeatMs: 20000,
    });
    expect(decode({ type: "ack", action: "subscribe", id: 1, data: { cursor: "t-1", replayed: 0 } })).toEqual({
      type: "ack",
      ref: 1,
      cursor: "t-1",
      refused: [],
    });
    expect(decode({ type: "gap", topic: "a", cursor: "t-1", reason: "evicted" })).toEqual({
      type: "gap",
      topic: "a",
      cursor: "t-1",
      reason: "evicted",
    });
    expect(decode({ type: "goodbye", reason: "draining", retry_after: 500, cursor: "t-1" })).toMatchObject({
      retryAfterMs: 500,
    });
    expect(decode({ type: "error", id: "x", code: "BAD_TOPIC", message: "no" })).toEqual({
      type: "error",
      ref: "x",
      problem: { code: "BAD_TOPIC", message: "no" },
    });
  });

  it("keeps a null payload and leaves out what it does not know", () => {
    expect(decode({ type: "data", ...EVENT, trace_id: "t" })).toEqual({ type: "data", event: EVENT });
    expect(decodeEvent({ ...EVENT, event: "UPDATED" }).event).toBe("UPDATED");
  });

  it("names the topics that were refused", () => {
    const refused = [{ topic: "b", code: "FORBIDDEN", message: "not yours" }];

    expect(decode({ type: "ack", action: "subscribe", data: { cursor: "t-1", refused } })).toMatchObject({ refused });
  });

  it("ignores an unknown type", () => {
    expect(decode({ type: "expiring", expires_at: "2030-01-01T00:00:00.000Z" })).toBeUndefined();
    expect(decode({})).toBeUndefined();
  });

  it("refuses a known type in another form", () => {
    expect(() => decode({ type: "ping" })).toThrow(ProtocolError);
    expect(() => decode({ type: "data", topic: "a", id: "k-1", timestamp: "" })).toThrow(/payload/);
    expect(() => decode({ type: "welcome", node: 1, heartbeat: 1 })).toThrow(/node/);
  });

  it.each(["", "{", "1", "[]", "null", '"text"'])("refuses %j as a message", (text) => {
    expect(() => parse(text)).toThrow(ProtocolError);
  });
});

describe("HTTP bodies", () => {
  it("are read as polls and histories", () => {
    expect(decodePoll({ cursor: "t-1", events: [EVENT], gap: { reason: "too-old" } })).toEqual({
      cursor: "t-1",
      events: [EVENT],
      gap: { reason: "too-old" },
    });
    expect(decodeHistory({ events: [EVENT], cursor: "t-1" })).toEqual([EVENT]);
    expect(() => decodePoll({ cursor: "t-1" })).toThrow(ProtocolError);
  });

  it("are read as problems with a detail or a title", () => {
    expect(decodeProblem({ code: "TOO_LARGE", title: "Too large", detail: "70 KiB" }).message).toBe("70 KiB");
    expect(decodeProblem({ code: "TOO_LARGE", title: "Too large" }).message).toBe("Too large");
    expect(decodeProblem({ code: "TOO_LARGE" }).message).toBe("TOO_LARGE");
  });
});

describe("raise", () => {
  it("raises the event's node and leaves the others and the stamp", () => {
    expect(raise("aaaaaaaa-9_bbbbbbbb-4_t-1790000000", "aaaaaaaa-10")).toBe("aaaaaaaa-10_bbbbbbbb-4_t-1790000000");
  });

  it("adds a node that the cursor does not name yet", () => {
    expect(raise("t-1790000000", "aaaaaaaa-1")).toBe("aaaaaaaa-1_t-1790000000");
  });

  it("never lowers", () => {
    expect(raise("aaaaaaaa-10_t-1", "aaaaaaaa-9")).toBe("aaaaaaaa-10_t-1");
  });

  it("tells nodes apart of which one name begins the other", () => {
    expect(raise("aaaaaaaabb-5_t-1", "aaaaaaaa-7")).toBe("aaaaaaaa-7_aaaaaaaabb-5_t-1");
  });

  it.each(["", "aaaaaaaa", "aaaaaaaa-", "aaaaaaaa-x", "-1", "a-1-2"])("refuses %j as an event id", (id) => {
    expect(() => raise("t-1", id)).toThrow(ProtocolError);
  });
});
