import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Backoff, backoffMs } from "../src/backoff.js";

const HIGH = () => 0.999_999;
const LOW = () => 0;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("doubles the span of the jitter up to a bound", () => {
  expect([0, 1, 2, 3, 10, 1000].map((attempt) => backoffMs(attempt, 0, HIGH))).toEqual([
    1000, 1500, 2500, 4500, 20500, 20500,
  ]);
});

it("waits a least time however the dice fall", () => {
  expect(backoffMs(5, 0, LOW)).toBe(500);
});

it("honours the server's wish and spreads beyond it", () => {
  expect(backoffMs(0, 8000, LOW)).toBe(8000);
  expect(backoffMs(2, 8000, HIGH)).toBe(10_000);
});

it("grows while connections are lost at once", () => {
  const backoff = new Backoff();
  const waits = [1, 2, 3].map(() => {
    backoff.live();
    return backoff.lost();
  });

  expect(waits).toEqual([750, 1000, 1500]);
});

it("starts over after a connection that lived", () => {
  const backoff = new Backoff();
  backoff.lost();
  backoff.lost();

  backoff.live();
  vi.advanceTimersByTime(5000);

  expect(backoff.lost()).toBe(750);
});
