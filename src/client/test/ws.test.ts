import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Seat } from "../src/room.js";
import { Site } from "../src/transport.js";
import { afterClose, openWebSocket } from "../src/ws.js";
import { data, FakeSocket, recorder, WELCOME, word } from "./fakes.js";

const SITE = new Site("https://example.org/fanfare/?transport=ws");
const ACK = { type: "ack", action: "subscribe", id: "subscribe", data: { cursor: "aaaaaaaa-5_t-1" } };

function connect(since?: string, seat?: Seat) {
  const { heard, listener } = recorder();
  const transport = openWebSocket(SITE, ["a", "b.*"], since, listener, seat);
  const socket = FakeSocket.opened.at(-1);
  if (!socket) {
    throw new Error("no socket was opened");
  }
  socket.open();
  return { heard, listener, transport, socket };
}

beforeEach(() => {
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.opened = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("connecting", () => {
  it("offers the batch form first, below the context root", () => {
    const { socket } = connect();

    expect(String(socket.url)).toBe("wss://example.org/fanfare/ws");
    expect(socket.protocols).toEqual(["fanfare.v1.batch", "fanfare.v1"]);
  });

  it("subscribes after the cursor, if there is one", () => {
    expect(connect().socket.sent).toEqual([{ action: "subscribe", id: "subscribe", topics: ["a", "b.*"] }]);
    expect(connect("t-1").socket.sent[0]).toHaveProperty("since", "t-1");
  });

  it("is live with the ack and not before", () => {
    const { socket, heard } = connect();
    socket.receive(WELCOME);
    expect(heard).toMatchObject({ lives: 0, nodes: ["aaaaaaaa"] });

    socket.receive(ACK);

    expect(heard.lives).toBe(1);
  });
});

describe("the cursor", () => {
  it("starts from the ack and is raised by each event once that is handed over", () => {
    const { socket, heard } = connect();

    socket.receive(ACK, data("aaaaaaaa-7"), data("bbbbbbbb-1"));

    expect(heard.events).toEqual(["aaaaaaaa-7", "bbbbbbbb-1"]);
    expect(heard.cursors).toEqual(["aaaaaaaa-5_t-1", "aaaaaaaa-7_t-1", "bbbbbbbb-1_aaaaaaaa-7_t-1"]);
  });

  it("is replaced by a ping's, and no ping is answered", () => {
    const { socket, heard } = connect();

    socket.receive(ACK, { type: "ping", timestamp: "", cursor: "aaaaaaaa-90_t-2" });

    expect(heard.cursors.at(-1)).toBe("aaaaaaaa-90_t-2");
    expect(socket.sent).toHaveLength(1);
  });

  it("is the subscription's own until its ack: raised by replayed events, not replaced by a ping", () => {
    const { socket, heard } = connect("aaaaaaaa-1_t-1");

    socket.receive(data("aaaaaaaa-2"), { type: "ping", cursor: "aaaaaaaa-99_t-2" }, data("aaaaaaaa-3"));

    expect(heard.cursors).toEqual(["aaaaaaaa-2_t-1", "aaaaaaaa-3_t-1"]);
  });

  it("is not touched by the ack of a word", async () => {
    const { socket, heard, transport } = connect();
    socket.receive(ACK);

    const said = transport.say("text", 1);
    socket.receive({ type: "ack", action: "text", id: 1, data: { status: "delivered", event_id: "aaaaaaaa-99" } });
    await said;

    expect(heard.cursors).toEqual(["aaaaaaaa-5_t-1"]);
  });
});

describe("the room", () => {
  const JOINED = { type: "ack", action: "join", id: "join", room: "lobby", data: { member: "m.x", member_count: 1 } };

  it("is joined before the subscription, and again as the same member", () => {
    const seat = new Seat("lobby", () => ({ name: "Ann" }));
    const { socket } = connect(undefined, seat);

    expect(socket.sent[0]).toEqual({ action: "join", id: "join", room: "lobby", metadata: { name: "Ann" } });
    socket.receive(JOINED);
    expect(connect("t-1", seat).socket.sent[0]).toMatchObject({ action: "join", member: "m.x" });
  });

  it("hands its words over as events, whose ids raise the cursor", () => {
    const { socket, heard } = connect(undefined, new Seat("lobby", () => ({})));

    socket.receive(JOINED, ACK, word("aaaaaaaa-7", "text", { text: "hi" }), word("aaaaaaaa-8", "typing", {}));

    expect(heard.events).toEqual(["aaaaaaaa-7", "aaaaaaaa-8"]);
    expect(heard.cursors.at(-1)).toBe("aaaaaaaa-8_t-1");
  });

  it("says when to look who is there", () => {
    const { socket, heard } = connect(undefined, new Seat("lobby", () => ({})));

    socket.receive(ACK, { type: "room.joined", room: "lobby", room_id: "lobby", user: "~b", member_count: 2 });
    socket.receive({ type: "room.left", room: "lobby", room_id: "lobby", members: [], member_count: 1 });

    expect(heard.looks).toBe(2);
  });

  it("hears of words to all but of typing not by its own sender", () => {
    const { socket, transport } = connect(undefined, new Seat("lobby", () => ({})));
    socket.receive(ACK);

    void transport.say("text", 1).catch(() => undefined);
    void transport.say("typing", 2).catch(() => undefined);

    expect(socket.sent.slice(3)).toEqual([
      { action: "text", room: "lobby", data: 1, echo: true, id: 1 },
      { action: "typing", room: "lobby", data: 2, echo: false, id: 2 },
    ]);
  });
});

describe("frames", () => {
  it("hold several messages, parted by line feeds", () => {
    const { socket, heard } = connect();

    socket.receiveText(`${JSON.stringify(ACK)}\n${JSON.stringify(data("aaaaaaaa-6"))}\n`);

    expect(heard.events).toEqual(["aaaaaaaa-6"]);
  });

  it("that cannot be read end the connection with the cursor before them", () => {
    const { socket, heard } = connect();

    socket.receiveText(`${JSON.stringify(ACK)}\n{"type":"data"}\n${JSON.stringify(data("aaaaaaaa-9"))}`);

    expect(heard.losses).toHaveLength(1);
    expect(heard.cursors).toEqual(["aaaaaaaa-5_t-1"]);
    expect(socket.closed).toBe(true);
  });

  it("after the end are not heard", () => {
    const { socket, heard, transport } = connect();

    transport.close();
    socket.receive(ACK);
    socket.drop(1006);

    expect(heard).toMatchObject({ lives: 0, losses: [] });
  });
});

describe("speaking", () => {
  it("settles with the answer of the same id", async () => {
    const { socket, transport } = connect();
    socket.receive(ACK);

    const first = transport.say("text", 1);
    const second = transport.say("text", 2);
    socket.receive({ type: "error", id: 2, code: "FORBIDDEN", message: "not yours" });
    socket.receive({ type: "ack", action: "text", id: 1, data: {} });

    await expect(second).rejects.toThrow("not yours");
    await expect(first).resolves.toBeUndefined();
  });

  it("fails when the connection is lost, or not there yet", async () => {
    const { socket, transport } = connect();
    await expect(transport.say("text", 1)).rejects.toThrow("not connected");
    socket.receive(ACK);

    const said = transport.say("text", 1);
    socket.drop(1006);

    await expect(said).rejects.toThrow(/lost/);
  });
});

describe("the end", () => {
  it("of a draining server says when to come back", () => {
    const { socket, heard } = connect();

    socket.receive(ACK, { type: "goodbye", reason: "draining", retry_after: 3000, cursor: "aaaaaaaa-8_t-3" });
    socket.drop(1012);

    expect(heard.losses).toEqual([{ reason: "draining", retryAfterMs: 3000 }]);
    expect(heard.cursors.at(-1)).toBe("aaaaaaaa-8_t-3");
  });

  it("by a refused cursor asks to begin anew", () => {
    const { socket, heard } = connect("nonsense");

    socket.receive({ type: "error", id: "subscribe", code: "BAD_CURSOR", message: "no stamp" });

    expect(heard.losses).toEqual([{ reason: "no stamp", cursorRefused: true }]);
  });

  it.each([1000, 1001, 1006, 1011, 1012, 4008, 4010])("by %i is no reason to stay away", (code) => {
    expect(afterClose(code, "").final).toBeUndefined();
  });

  it.each([1003, 1007, 1008, 1009, 4011, 4509])("by %i is final", (code) => {
    expect(afterClose(code, "").final).toBe(true);
  });

  it("of an overloaded server asks for patience", () => {
    expect(afterClose(1013, "full").retryAfterMs).toBeGreaterThan(5000);
  });
});
