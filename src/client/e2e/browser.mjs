/** Chromium: its own WebSocket and EventSource, then the page on each transport, and tabs that chat and see who is there. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { CuttingProxy, freshTopic, post, run, seen } from "./support.mjs";

const STEP_MS = 10_000;
const TRANSPORTS = ["ws", "sse", "poll"];
const METRICS = ["cpu", "heap", "gc", "threads", "connections", "deliveries"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What went wrong in any tab: script errors, refusals by the content security policy, missing resources. */
const faults = [];

async function tab(browser, url, viewport = { width: 1280, height: 800 }, colorScheme = "light") {
  const context = await browser.newContext({ viewport, colorScheme });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`${url}: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/net::ERR_|WebSocket connection/.test(message.text())) {
      faults.push(`${url}: ${message.text()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`${response.status()} ${response.url()}`);
    }
  });
  await page.goto(url);
  return page;
}

async function nativeWebSocket(page, topic) {
  const got = await page.evaluate(async (wanted) => {
    const socket = new WebSocket(new URL("ws", document.baseURI).href.replace(/^http/, "ws"), [
      "fanfare.v1.batch",
      "fanfare.v1",
    ]);
    const messages = [];
    const until = (type) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = messages.find((message) => message.type === type);
          if (found) {
            resolve(found);
          }
        };
        look();
        socket.addEventListener("message", look);
        socket.addEventListener("close", ({ code }) => reject(new Error(`closed ${code} before ${type}`)));
      });
    socket.addEventListener("message", ({ data }) => {
      messages.push(...data.split("\n").map((text) => JSON.parse(text)));
    });
    const send = (message) => socket.send(JSON.stringify(message));
    await until("welcome");
    send({ action: "subscribe", id: 1, topic: wanted });
    await until("ack");
    send({ action: "publish", id: 2, topic: wanted, payload: { from: "chromium" } });
    const event = await until("data");
    send({ action: "ping", id: 3, timestamp: 7 });
    const pong = await until("pong");
    send({ action: "no-such-action", id: 4 });
    const error = await until("error");
    const closed = new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
    socket.close(1000);
    return { protocol: socket.protocol, event, pong, error, code: await closed };
  }, topic);
  assert.equal(got.protocol, "fanfare.v1.batch");
  assert.deepEqual(got.event.payload, { from: "chromium" });
  assert.equal(got.pong.timestamp, 7);
  assert.equal(got.error.code, "UNKNOWN_ACTION");
  assert.equal(got.code, 1000);
  seen(`Chromium's WebSocket: ${got.protocol}, event ${got.event.id}, pong, error, close ${got.code}`);
}

async function nativeEventSource(page, base, topic) {
  await page.evaluate(async (wanted) => {
    const source = new EventSource(`api/events?topic=${wanted}`);
    const heard = (name) =>
      new Promise((resolve, reject) => {
        source.addEventListener(name, ({ data, lastEventId }) => resolve({ ...JSON.parse(data), lastEventId }));
        source.addEventListener("error", () => reject(new Error("the stream broke")));
      });
    window.fanfareTest = { source, events: Promise.all([heard("message"), heard("UPDATED")]) };
    await heard("welcome");
  }, topic);
  const ids = [await post(base, topic, 1), await post(base, topic, 2, "UPDATED")];
  const got = await page.evaluate(async () => {
    const events = await window.fanfareTest.events;
    window.fanfareTest.source.close();
    return events;
  });
  assert.deepEqual(
    got.map(({ id }) => id),
    ids,
  );
  assert.match(got[1].lastEventId, /t-\d+/);
  seen(`Chromium's EventSource: ${ids.join(", ")} under their kinds`);
}

async function live(page) {
  await page.waitForSelector('#state[data-state="live"]');
  assert.equal(await page.textContent("#state"), "Live");
}

function counters(page) {
  return page.$$eval("[data-metric]", (cards) => cards.map(({ dataset }) => [dataset.metric, Number(dataset.updated)]));
}

/** Waits until every card has been updated so many times more, and shows a value. */
async function telemetryMoves(page, times) {
  const least = (await counters(page)).map(([metric, updated]) => [metric, updated + times]);
  assert.deepEqual(
    least.map(([metric]) => metric),
    METRICS,
  );
  await page.waitForFunction(
    (wanted) =>
      wanted.every(
        ([metric, updates]) =>
          Number(document.querySelector(`[data-metric="${metric}"]`).dataset.updated) >= updates &&
          /\d/.test(document.querySelector(`[data-metric="${metric}"] strong`).textContent),
      ),
    least,
  );
}

async function say(page, text) {
  await page.fill("#chat-text", text);
  await page.click("#chat-form button");
  await page.waitForFunction(() => document.querySelector("#chat-text").value === "");
}

function line(text) {
  return `#chat-log li p:text-is(${JSON.stringify(text)})`;
}

async function heardOnce(pages, text) {
  for (const page of pages) {
    await page.waitForSelector(line(text));
    assert.equal(await page.locator(line(text)).count(), 1, `"${text}" is shown once`);
  }
}

/** All tabs talk, each on its own transport; each hears every message once, and markup stays text. */
async function chats(tabs) {
  const pages = Object.values(tabs);
  const run = freshTopic();
  for (const [transport, page] of Object.entries(tabs)) {
    const text = `hello from ${transport} <img src=x onerror=alert(1)> ${run}`;
    await page.fill("#chat-name", `Tab ${transport}`);
    await say(page, text);
    await heardOnce(pages, text);
  }
  for (const page of pages) {
    assert.equal(await page.locator("#chat-log img").count(), 0, "no markup from a message");
  }
  seen(`${Object.keys(tabs).join(", ")}: three tabs chat, each message shown once in each`);
}

function member(name) {
  return `#members li:text-is(${JSON.stringify(name)})`;
}

/** Each tab lists all members by their names, sees who types, and who comes and goes. */
async function meets(browser, base, tabs) {
  const pages = Object.values(tabs);
  for (const page of pages) {
    for (const transport of Object.keys(tabs)) {
      await page.waitForSelector(member(`Tab ${transport}`));
    }
    assert.equal(await page.locator("#members .own").count(), 1);
  }
  seen("each tab lists the members of all");
  await tabs.sse.fill("#chat-name", "Guest of the stream");
  await tabs.sse.locator("#chat-name").blur();
  const typing = tabs.ws.locator("#chat-text").pressSequentially("and so on and on", { delay: 300 });
  for (const page of [tabs.sse, tabs.poll]) {
    await page.waitForFunction(() => document.querySelector("#typing").textContent.includes("Tab ws is typing"));
  }
  await typing;
  await tabs.ws.fill("#chat-text", "");
  seen("typing is seen by the others");
  for (const page of pages) {
    await page.waitForSelector(member("Guest of the stream"));
  }
  for (const transport of TRANSPORTS) {
    const count = Number(await tabs.ws.textContent("#member-count"));
    const guest = await tab(browser, `${base}/?transport=${transport}`);
    await live(guest);
    await guest.fill("#chat-name", `Guest ${transport}`);
    await guest.locator("#chat-name").blur();
    for (const page of pages) {
      await page.waitForSelector(member(`Guest ${transport}`));
      assert.equal(Number(await page.textContent("#member-count")), count + 1);
    }
    await guest.goto("about:blank");
    await guest.context().close();
    for (const page of pages) {
      await page.waitForSelector(member(`Guest ${transport}`), { state: "detached" });
      assert.match(await page.textContent("#comings"), new RegExp(`Guest ${transport} left`));
    }
  }
  seen("who comes and goes on any transport is listed and not listed any more");
}

/** The connection is cut and stays away while somebody speaks; then all is there, once. */
async function comesBack(page, proxy, other, transport) {
  const text = `said while ${transport} was away ${freshTopic()}`;
  proxy.refuse(true);
  proxy.cut();
  await page.waitForSelector('#state[data-state="waiting"]');
  assert.equal(await page.textContent("#state"), "Reconnecting");
  await say(other, text);
  proxy.refuse(false);
  await live(page);
  await heardOnce([page], text);
  await telemetryMoves(page, 1);
  assert.ok(await page.isHidden("#notice"), `no gap: ${await page.textContent("#notice")}`);
  seen(`${transport}: cut, reconnected, resumed without a gap`);
}

/** The page walks over all transports by its switch; what is said on the way is there once. */
async function changesTransport(page, other) {
  for (const transport of ["sse", "poll", "ws"]) {
    await page.check(`#transport input[value="${transport}"]`, { force: true });
    const text = `said on the way to ${transport} ${freshTopic()}`;
    await say(other, text);
    await live(page);
    await heardOnce([page], text);
    await telemetryMoves(page, 1);
    assert.match(page.url(), new RegExp(`transport=${transport}$`));
  }
  assert.ok(await page.isHidden("#notice"), `no gap: ${await page.textContent("#notice")}`);
  seen("changed SSE, long-polling, WebSocket in mid-stream without a gap");
}

async function pictures(browser, base, tabs, directory) {
  await mkdir(directory, { recursive: true });
  const dark = await tab(browser, `${base}/?transport=sse`, { width: 360, height: 740 }, "dark");
  const narrow = await tab(browser, `${base}/?transport=poll`, { width: 320, height: 640 });
  for (const page of [dark, narrow]) {
    await live(page);
    await telemetryMoves(page, 3);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px wider than the phone`);
  }
  await tabs.ws.screenshot({ path: path.join(directory, "desktop.png") });
  await dark.screenshot({ path: path.join(directory, "phone.png") });
  await dark.screenshot({ path: path.join(directory, "phone-whole.png"), fullPage: true });
  await narrow.screenshot({ path: path.join(directory, "narrow.png"), fullPage: true });
  seen(`pictures in ${directory}`);
}

await run("browser", async (base, directory) => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
  });
  const proxy = await CuttingProxy.before(base);
  try {
    const tabs = {};
    for (const transport of TRANSPORTS) {
      const page = await tab(browser, `${proxy.url(base)}/?transport=${transport}`);
      tabs[transport] = page;
      await live(page);
      await telemetryMoves(page, 2);
      seen(`${transport}: live, all ${METRICS.length} metrics move`);
    }
    await nativeWebSocket(tabs.ws, freshTopic());
    await nativeEventSource(tabs.ws, base, freshTopic());
    await chats(tabs);
    await meets(browser, base, tabs);
    const other = await tab(browser, `${base}/`);
    await live(other);
    await heardOnce([other], await tabs.ws.locator("#chat-log li p").last().textContent());
    seen("a new tab shows what was said before");
    for (const transport of TRANSPORTS) {
      await comesBack(tabs[transport], proxy, other, transport);
      await Promise.all(Object.values(tabs).map(live));
    }
    await changesTransport(tabs.ws, other);
    if (directory) {
      await pictures(browser, base, { ws: other }, directory);
    }
    assert.deepEqual(faults, []);
  } finally {
    proxy.close();
    await browser.close();
  }
});
