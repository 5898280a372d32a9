/** The npm client `ws` goes through the basics of the protocol over WebSocket. */
import assert from "node:assert/strict";
import WebSocket from "ws";
import { freshTopic, Inbox, run, seen } from "./support.mjs";

/** A connection that splits frames into messages and keeps the cursor as the protocol asks. */
class Client {
  #socket;
  #ref = 0;
  inbox = new Inbox();
  cursor;

  static async open(base, protocols) {
    const client = new Client();
    const socket = new WebSocket(`${base.replace(/^http/, "ws")}/ws`, protocols, { handshakeTimeout: 5000 });
    client.#socket = socket;
    socket.on("message", (frame, binary) => {
      assert.equal(binary, false, "a binary frame");
      for (const text of frame.toString("utf8").split("\n")) {
        client.inbox.put(JSON.parse(text));
      }
    });
    socket.on("close", (code) => client.inbox.put({ type: "(closed)", code }));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return client;
  }

  get protocol() {
    return this.#socket.protocol;
  }

  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends an action and waits for its one answer. */
  async ask(action) {
    const id = `ref-${++this.#ref}`;
    this.#socket.send(JSON.stringify({ ...action, id }));
    return await this.inbox.take(
      (message) => message.id === id && message.type !== "data",
      `answer to ${action.action}`,
    );
  }

  async next(type) {
    return await this.inbox.take((message) => message.type === type, `a message of type ${type}`);
  }

  async close() {
    this.#socket.close();
    await this.next("(closed)");
  }
}

async function welcomed(base, protocols) {
  const client = await Client.open(base, protocols);
  const welcome = await client.next("welcome");
  assert.equal(welcome.protocol, 1);
  assert.match(welcome.node, /^[a-z0-9]{8,12}$/);
  assert.ok(welcome.heartbeat > 0, "a heartbeat in milliseconds");
  return client;
}

function raise(cursor, id) {
  const node = id.slice(0, id.lastIndexOf("-"));
  return [id, ...cursor.split("_").filter((part) => !part.startsWith(`${node}-`))].join("_");
}

async function handshakes(base) {
  for (const [offered, chosen] of [
    [["fanfare.v1.batch", "fanfare.v1"], "fanfare.v1.batch"],
    [["fanfare.v1"], "fanfare.v1"],
    [[], ""],
  ]) {
    const client = await welcomed(base, offered);
    assert.equal(client.protocol, chosen);
    await client.close();
    seen(`offered [${offered}], got "${chosen}" and a welcome`);
  }
}

async function basics(client, topic) {
  const subscribed = await client.ask({ action: "subscribe", topic });
  assert.equal(subscribed.type, "ack", JSON.stringify(subscribed));
  assert.equal(subscribed.action, "subscribe");
  assert.match(subscribed.data.cursor, /(^|_)t-\d+$/);
  seen(`subscribed to ${topic} at ${subscribed.data.cursor}`);

  const payload = { text: "première", n: 1.5, none: null, list: [1, "2"] };
  const published = await client.ask({ action: "publish", topic, payload, event: "CREATED" });
  assert.equal(published.type, "ack", JSON.stringify(published));
  assert.equal(published.data.status, "delivered");
  const event = await client.next("data");
  assert.deepEqual(event.payload, payload);
  assert.equal(event.topic, topic);
  assert.equal(event.event, "CREATED");
  assert.equal(event.id, published.data.event_id);
  assert.ok(!Number.isNaN(Date.parse(event.timestamp)), "an ISO timestamp");
  seen(`published and received ${event.id}`);

  const pong = await client.ask({ action: "ping", timestamp: "as sent" });
  assert.equal(pong.type, "pong");
  assert.equal(pong.timestamp, "as sent");
  seen("ping was answered by pong");

  const refused = await client.ask({ action: "no-such-action" });
  assert.equal(refused.type, "error");
  assert.equal(refused.code, "UNKNOWN_ACTION");
  assert.equal((await client.ask({ action: "ping" })).type, "pong");
  assert.ok(client.isOpen);
  seen(`an unknown action was answered by ${refused.code}, and the connection stays`);
  return raise(subscribed.data.cursor, event.id);
}

async function resume(base, publisher, topic, cursor) {
  const missed = [];
  for (let n = 1; n <= 5; n++) {
    missed.push((await publisher.ask({ action: "publish", topic, payload: n })).data.event_id);
  }
  const client = await welcomed(base, ["fanfare.v1.batch", "fanfare.v1"]);
  const ack = await client.ask({ action: "subscribe", topic, since: cursor });
  assert.equal(ack.data?.recovered, true, JSON.stringify(ack));
  assert.equal(ack.data.replayed, 5);
  // One live event more: whatever the resume brought wrongly would stand before it.
  missed.push((await publisher.ask({ action: "publish", topic, payload: 6 })).data.event_id);
  const got = [];
  while (got.length < missed.length) {
    got.push(await client.next("data"));
  }
  assert.deepEqual(
    got.map(({ id }) => id),
    missed,
  );
  assert.deepEqual(
    got.map(({ payload }) => payload),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal((await client.ask({ action: "unsubscribe", topic })).type, "ack");
  assert.deepEqual(
    client.inbox.rest().filter(({ type }) => type === "data" || type === "gap"),
    [],
  );
  await client.close();
  seen(`resumed from ${cursor}: exactly the 5 events missed, then live`);
}

await run("ws-basics", async (base) => {
  const topic = freshTopic();
  await handshakes(base);
  const publisher = await welcomed(base, ["fanfare.v1"]);
  const client = await welcomed(base, ["fanfare.v1.batch", "fanfare.v1"]);
  const cursor = await basics(client, topic);
  await client.close();
  await resume(base, publisher, topic, cursor);
  await publisher.close();
});
