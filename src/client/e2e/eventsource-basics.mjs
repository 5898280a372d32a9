/** The npm client `eventsource` goes through the basics over SSE, its own reconnect included. */
import assert from "node:assert/strict";
import { EventSource } from "eventsource";
import { CuttingProxy, freshTopic, Inbox, post, run, seen } from "./support.mjs";

const ROUNDS = 3;

/** A stream whose events of the given names are put into an inbox. */
function stream(url, names) {
  const source = new EventSource(url);
  const inbox = new Inbox();
  for (const name of ["welcome", "refused", "gap", "goodbye", ...names]) {
    source.addEventListener(name, (event) => {
      inbox.put({ name, cursor: event.lastEventId, message: JSON.parse(event.data) });
    });
  }
  source.addEventListener("error", (event) => inbox.put({ name: "(broken)", code: event.code }));
  return { source, inbox, next: (name) => inbox.take((item) => item.name === name, `an event named ${name}`) };
}

function isCursor(text) {
  assert.match(text, /^([a-z0-9]{8,12}-\d+_)*t-\d+(_[a-z0-9]{8,12}-\d+)*$/);
  assert.ok(text.length <= 2048);
}

async function byKind(base, topic) {
  const { source, next } = stream(`${base}/api/events?topic=${topic}`, ["message", "UPDATED"]);
  const welcome = await next("welcome");
  assert.equal(welcome.message.protocol, 1);
  isCursor(welcome.cursor);
  seen(`welcome from ${welcome.message.node} at ${welcome.cursor}`);

  const kindless = await post(base, topic, { n: 1 });
  const updated = await post(base, topic, { n: 2 }, "UPDATED");
  const first = await next("message");
  const second = await next("UPDATED");
  source.close();
  assert.deepEqual([first.message.id, second.message.id], [kindless, updated]);
  assert.deepEqual([first.message.payload, second.message.payload], [{ n: 1 }, { n: 2 }]);
  assert.equal(second.message.event, "UPDATED");
  isCursor(second.cursor);
  seen("events came under their kinds");
}

async function nameless(base, topic) {
  const { source, next } = stream(`${base}/api/events?topic=${topic}&names=none`, ["message"]);
  await next("welcome");
  const id = await post(base, topic, "text", "UPDATED");
  const { message } = await next("message");
  source.close();
  assert.equal(message.id, id);
  assert.equal(message.event, "UPDATED");
  seen("with names=none a kind came as message");
}

async function reconnects(base, topic) {
  const proxy = await CuttingProxy.before(base);
  const { source, inbox, next } = stream(`${proxy.url(base)}/api/events?topic=${topic}&names=none`, ["message"]);
  await next("welcome");
  const sent = [];
  const got = [];
  let cursor;
  const publishAndRead = async (count) => {
    for (let n = 0; n < count; n++) {
      sent.push(await post(base, topic, sent.length));
    }
    while (got.length < sent.length) {
      const item = await next("message");
      got.push(item.message.id);
      cursor = item.cursor;
    }
  };
  await publishAndRead(3);
  for (let round = 1; round <= ROUNDS; round++) {
    const before = proxy.requests.length;
    assert.ok(proxy.cut() > 0, "there was a connection to cut");
    await next("(broken)");
    const resumeFrom = cursor;
    await publishAndRead(4);
    await next("welcome");
    const request = proxy.requests[before];
    assert.ok(
      request?.toLowerCase().includes(`last-event-id: ${resumeFrom}`),
      `the reconnect named ${resumeFrom}: ${request}`,
    );
    await publishAndRead(2);
    seen(`cut ${round}: resumed by Last-Event-ID ${resumeFrom}`);
  }
  source.close();
  proxy.close();
  assert.deepEqual(got, sent);
  assert.deepEqual(inbox.rest(), [], "nothing twice, no gap, no refusal");
  seen(`${sent.length} events over ${ROUNDS} cuts, nothing lost, nothing twice`);
}

await run("eventsource-basics", async (base) => {
  await byKind(base, freshTopic());
  await nameless(base, freshTopic());
  await reconnects(base, freshTopic());
});
