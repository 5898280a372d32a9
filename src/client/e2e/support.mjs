/** What the end-to-end scripts share: bounded waiting, loud failure, and a proxy that can cut connections. */
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";

const WHOLE_MS = 60_000;
const STEP_MS = 10_000;

/** Runs a script's body with the base URL, without the slash at its end. Exits 0 only if all of it passed in time. */
export async function run(name, body) {
  const [base, ...rest] = process.argv.slice(2);
  if (!base) {
    console.error(`usage: node ${name}.mjs BASE_URL`);
    process.exit(2);
  }
  const bound = setTimeout(() => fail(name, new Error(`not done after ${WHOLE_MS} ms`)), WHOLE_MS);
  try {
    await body(base.replace(/\/$/, ""), ...rest);
    clearTimeout(bound);
    console.log(`${name}: passed`);
    process.exit(0);
  } catch (error) {
    fail(name, error);
  }
}

function fail(name, error) {
  console.error(`${name}: FAILED:`, error);
  process.exit(1);
}

export function seen(text) {
  console.log(`- ${(performance.now() / 1000).toFixed(1)} s: ${text}`);
}

/** A topic that no other run uses. */
export function freshTopic() {
  return `e2e.${Math.random().toString(36).slice(2, 10)}`;
}

/** What was heard so far, and a way to wait for the next of a kind. */
export class Inbox {
  #items = [];
  #waiting = [];

  put(item) {
    this.#items.push(item);
    for (const waiting of this.#waiting.splice(0)) {
      waiting();
    }
  }

  /** Takes the first item that passes, now or within the bound; items before it stay. */
  async take(passes, what, timeoutMs = STEP_MS) {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const at = this.#items.findIndex(passes);
      if (at >= 0) {
        return this.#items.splice(at, 1)[0];
      }
      const left = deadline - performance.now();
      assert.ok(left > 0, `waited ${timeoutMs} ms for ${what}; heard ${JSON.stringify(this.#items)}`);
      await this.#change(left);
    }
  }

  /** All that was heard and not taken. */
  rest() {
    return [...this.#items];
  }

  #change(withinMs) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** Publishes over HTTP and returns the event's id. */
export async function post(base, topic, payload, event) {
  const query = event ? `?event=${event}` : "";
  const answer = await fetch(`${base}/api/topics/${encodeURIComponent(topic)}${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(payload),
    signal: AbortSignal.timeout(STEP_MS),
  });
  const body = await answer.text();
  assert.equal(answer.status, 202, `POST to ${topic}: ${answer.status} ${body}`);
  return JSON.parse(body).id;
}

/** A TCP proxy before the server, which notes the heads of requests and can cut every connection, or refuse new ones. */
export class CuttingProxy {
  #server;
  #sockets = new Set();
  #refusing = false;
  /** The text that clients sent, per connection. */
  requests = [];

  static async before(base) {
    const proxy = new CuttingProxy();
    const { hostname, port } = new URL(base);
    proxy.#server = net.createServer((client) => proxy.#accept(client, Number(port || 80), hostname));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** The base URL as seen through this proxy. */
  url(base) {
    const url = new URL(base);
    url.port = String(this.#server.address().port);
    url.hostname = "127.0.0.1";
    return url.href.replace(/\/$/, "");
  }

  cut() {
    const cut = this.#sockets.size;
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    return cut;
  }

  /** From now on connections are closed at once, or again let through. */
  refuse(refusing) {
    this.#refusing = refusing;
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #accept(client, port, host) {
    if (this.#refusing) {
      client.destroy();
      return;
    }
    const at = this.requests.push("") - 1;
    client.on("data", (bytes) => {
      this.requests[at] += bytes.toString("latin1");
    });
    const server = net.connect(port, host);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
