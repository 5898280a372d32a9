import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { comings, Typists, typingText } from "../src/lobby.js";
import type { Member } from "../src/protocol.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function known(...members: Member[]): Map<string, Member> {
  return new Map(members.map((member) => [member.user, member]));
}

it("names who came and who went", () => {
  const before = known({ user: "~a", name: "Ann" }, { user: "~b" });
  const now = known({ user: "~a", name: "Anna" }, { user: "~c", name: "Carl" });

  expect(comings(before, now)).toBe("Carl joined, ~b left");
  expect(comings(now, now)).toBe("");
});

it("counts who came when there are many", () => {
  const many = known(...["a", "b", "c", "d"].map((user) => ({ user })));

  expect(comings(known(), many)).toBe("4 joined");
});

it("shows who types until some seconds after the last sign of it", () => {
  const told: string[][] = [];
  const typists = new Typists((names) => told.push(names));

  typists.types("~a", "Ann");
  vi.advanceTimersByTime(3_000);
  typists.types("~a", "Ann");
  vi.advanceTimersByTime(3_000);
  expect(told).toEqual([["Ann"], ["Ann"]]);
  vi.advanceTimersByTime(1_000);

  expect(told.at(-1)).toEqual([]);
});

it("shows nobody as typing who has spoken", () => {
  const told: string[][] = [];
  const typists = new Typists((names) => told.push(names));

  typists.types("~a", "Ann");
  typists.types("~b", "Bob");
  typists.stops("~a");

  expect(told.at(-1)).toEqual(["Bob"]);
});

it("says it in words", () => {
  expect(typingText([])).toBe("");
  expect(typingText(["Ann"])).toBe("Ann is typing …");
  expect(typingText(["Ann", "Bob"])).toBe("Ann, Bob are typing …");
  expect(typingText(["a", "b", "c", "d"])).toBe("4 are typing …");
});
