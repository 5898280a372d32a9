import { describe, expect, it } from "vitest";
import { ceiling, path } from "../src/chart.js";
import { chatMessage, Transcript } from "../src/chat.js";

describe("a chart", () => {
  it.each([
    [0.07, 0.1],
    [0.1, 0.1],
    [1, 1],
    [1.01, 2],
    [37, 50],
    [51, 100],
    [100, 100],
    [1234, 2000],
  ])("scales %f to %f", (value, top) => {
    expect(ceiling(value)).toBeCloseTo(top);
  });

  it("draws now at the right edge and the full scale at the top", () => {
    const points = [
      { atMs: 119_000, value: 0 },
      { atMs: 120_000, value: 10 },
    ];

    expect(path(points, 120_000, 10)).toBe("M238.0 60.0L240.0 0.0");
  });

  it("does not join points between which nothing is known", () => {
    const points = [
      { atMs: 60_000, value: 5 },
      { atMs: 120_000, value: 5 },
    ];

    expect(path(points, 120_000, 10)).toBe("M120.0 30.0M240.0 30.0");
  });
});

describe("the chat", () => {
  const event = (id: string, payload: unknown, second = 0) => ({
    topic: "room:lobby",
    id,
    payload,
    timestamp: `2030-01-01T00:00:0${second}.000Z`,
  });

  it("bounds what others send", () => {
    const message = chatMessage(event("a-1", { name: "n".repeat(99), text: "t".repeat(9999) }));

    expect(message?.name).toHaveLength(40);
    expect(message?.text).toHaveLength(500);
  });

  it.each([null, 1, "text", [], {}, { name: "a" }, { name: "a", text: 1 }])("ignores %j", (payload) => {
    expect(chatMessage(event("a-1", payload))).toBeUndefined();
  });

  it("shows each message once and in the order of their times, whichever way they came", () => {
    const transcript = new Transcript();
    const insert = (id: string, second: number) => {
      const message = chatMessage(event(id, { name: "a", text: id }, second));
      return message ? transcript.insert(message) : undefined;
    };

    expect([insert("a-2", 2), insert("a-3", 3), insert("a-1", 1), insert("a-3", 3), insert("a-4", 3)]).toEqual([
      0, 1, 0, -1, 3,
    ]);
    expect(transcript.messages.map(({ id }) => id)).toEqual(["a-1", "a-2", "a-3", "a-4"]);
  });
});
