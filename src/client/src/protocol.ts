/** The part of the wire protocol, version 1, that the page uses: message types, their check, and the cursor's rule. */

/** A message that breaks the protocol. It cannot be passed over: it may have been an event. */
export class ProtocolError extends Error {}

/** An event of a subscribed topic, or a word of a room, whose kind it is. `id` is `NODE-SEQ`, `timestamp` ISO 8601. */
export interface FanfareEvent {
  topic: string;
  id: string;
  event?: string;
  payload: unknown;
  timestamp: string;
  user?: string;
}

/** What the server may send and this page reads. `type` is the discriminant. */
export type ServerMessage =
  | { type: "welcome"; node: string; heartbeatMs: number }
  | { type: "ack"; ref: unknown; cursor?: string; member?: string; refused: Problem[] }
  | { type: "data"; event: FanfareEvent }
  | { type: "presence"; ref: unknown }
  | { type: "gap"; topic?: string; cursor: string; reason: string }
  | { type: "ping"; cursor: string }
  | { type: "goodbye"; reason: string; retryAfterMs: number; cursor: string }
  | { type: "error"; ref: unknown; problem: Problem };

/** Why something was refused: the `code` is for programs, the `message` for people. */
export interface Problem {
  code: string;
  message: string;
  topic?: string;
  retryAfterMs?: number;
}

/** Who is in a room: how many there are, and those that the server listed. */
export interface Roll {
  count: number;
  members: Member[];
}

/** A member. `user` tells members apart; `name` is what it calls itself, and is to be shown as text only. */
export interface Member {
  user: string;
  name?: string;
}

/** The answer to one poll. */
export interface PollAnswer {
  cursor: string;
  events: FanfareEvent[];
  gap?: { reason: string };
}

export type JsonObject = Record<string, unknown>;

/** Returns the JSON text as an object. @throws {ProtocolError} if it is anything else */
export function parse(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError("not JSON");
  }
  return object(value);
}

/**
 * Reads a server message.
 *
 * @returns undefined for a type that this page does not know, which is to be ignored
 * @throws {ProtocolError} if a known type lacks a member or has it in another form
 */
export function decode(message: JsonObject): ServerMessage | undefined {
  switch (message["type"]) {
    case "welcome":
      return { type: "welcome", node: string(message, "node"), heartbeatMs: number(message, "heartbeat") };
    case "ack":
      return ack(message);
    case "data":
      return { type: "data", event: decodeEvent(message) };
    case "gap":
      return {
        type: "gap",
        cursor: string(message, "cursor"),
        reason: string(message, "reason"),
        ...optional("topic", message["topic"]),
      };
    case "ping":
      return { type: "ping", cursor: string(message, "cursor") };
    case "goodbye":
      return {
        type: "goodbye",
        reason: string(message, "reason"),
        retryAfterMs: number(message, "retry_after"),
        cursor: string(message, "cursor"),
      };
    case "error":
      return { type: "error", ref: message["id"], problem: decodeProblem(message) };
    case "room.joined":
    case "room.left":
    case "presence":
      return { type: "presence", ref: message["id"] };
    default:
      return isWord(message) ? { type: "data", event: decodeEvent(message) } : undefined;
  }
}

/** Any type may be a room's word: what tells it from messages of later versions is what it carries. */
function isWord(message: JsonObject): boolean {
  return "room" in message && "data" in message && "id" in message;
}

/** Reads an event or word, as messages, poll answers and histories hold it. @throws {ProtocolError} */
export function decodeEvent(value: unknown): FanfareEvent {
  const event = object(value);
  if (isWord(event)) {
    return {
      topic: `room:${string(event, "room")}`,
      id: string(event, "id"),
      payload: event["data"],
      timestamp: string(event, "timestamp"),
      ...optional("event", event["type"] === "message" ? undefined : event["type"]),
      ...optional("user", event["user"]),
    };
  }
  if (!("payload" in event)) {
    throw new ProtocolError("an event without payload");
  }
  return {
    topic: string(event, "topic"),
    id: string(event, "id"),
    payload: event["payload"],
    timestamp: string(event, "timestamp"),
    ...optional("event", event["event"]),
    ...optional("user", event["user"]),
  };
}

/** Reads who is in a room; leaves out names of another form, since anybody may call itself anything. @throws {ProtocolError} */
export function decodeRoll(value: unknown): Roll {
  const roll = object(value);
  const members = array(roll["members"]).map((one) => {
    const member = object(one);
    const metadata = member["metadata"];
    const name = metadata === undefined ? undefined : object(metadata)["name"];
    return { user: string(member, "user"), ...(typeof name === "string" ? { name } : {}) };
  });
  return { count: number(roll, "count"), members };
}

/** Reads the token of a member from the answer to a request to join. @throws {ProtocolError} */
export function decodeJoined(value: unknown): string {
  return string(object(value), "member");
}

/** Reads the body of a poll's answer. @throws {ProtocolError} */
export function decodePoll(value: unknown): PollAnswer {
  const answer = object(value);
  const gap = answer["gap"];
  return {
    cursor: string(answer, "cursor"),
    events: array(answer["events"]).map(decodeEvent),
    ...(gap === undefined ? {} : { gap: { reason: string(object(gap), "reason") } }),
  };
}

/** Reads the events of a history, oldest first. @throws {ProtocolError} */
export function decodeHistory(value: unknown): FanfareEvent[] {
  return array(object(value)["events"]).map(decodeEvent);
}

/** Reads an error, be it a message or an HTTP problem document; lenient, since it is only shown. */
export function decodeProblem(value: unknown): Problem {
  const problem = object(value);
  const message = problem["message"] ?? problem["detail"] ?? problem["title"];
  const retryAfter = problem["retry_after"];
  return {
    code: string(problem, "code"),
    message: typeof message === "string" ? message : string(problem, "code"),
    ...optional("topic", problem["topic"]),
    ...(typeof retryAfter === "number" ? { retryAfterMs: retryAfter } : {}),
  };
}

/**
 * Raises the part of a cursor that belongs to the event's node, once the application has the event.
 * What the cursor already covers stays; the stamp is the server's alone.
 */
export function raise(cursor: string, eventId: string): string {
  const [node, seq] = position(eventId);
  const parts = cursor.split("_");
  const at = parts.findIndex((part) => part.startsWith(`${node}-`));
  if (at < 0) {
    return [eventId, ...parts].join("_");
  }
  const known = position(parts[at] ?? "")[1];
  return seq > known ? parts.map((part, index) => (index === at ? eventId : part)).join("_") : cursor;
}

function position(eventId: string): [node: string, seq: number] {
  const [node, digits, ...rest] = eventId.split("-");
  const seq = Number(digits);
  if (!node || !digits || rest.length > 0 || !Number.isSafeInteger(seq)) {
    throw new ProtocolError(`not an event id: ${eventId}`);
  }
  return [node, seq];
}

function ack(message: JsonObject): ServerMessage {
  const data = message["data"] === undefined ? {} : object(message["data"]);
  const refused = data["refused"] === undefined ? [] : array(data["refused"]).map(decodeProblem);
  return {
    type: "ack",
    ref: message["id"],
    refused,
    ...optional("cursor", data["cursor"]),
    ...optional("member", data["member"]),
  };
}

/** Returns the value as a JSON object. @throws {ProtocolError} */
export function object(value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ProtocolError("not a JSON object");
  }
  return value as JsonObject;
}

function array(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw new ProtocolError("not a JSON array");
  }
  return value;
}

function string(from: JsonObject, name: string): string {
  const value = from[name];
  if (typeof value !== "string") {
    throw new ProtocolError(`"${name}" is not a string`);
  }
  return value;
}

function number(from: JsonObject, name: string): number {
  const value = from[name];
  if (typeof value !== "number") {
    throw new ProtocolError(`"${name}" is not a number`);
  }
  return value;
}

function optional<K extends string>(name: K, value: unknown): { [P in K]?: string } {
  return typeof value === "string" ? ({ [name]: value } as { [P in K]?: string }) : {};
}
