/** The page: connects the feed with the telemetry's cards, the chat and the display of the connection's state. */
import { Chat, element } from "./chat.js";
import { Feed, type FeedState } from "./feed.js";
import { Lobby } from "./lobby.js";
import { openPoll } from "./poll.js";
import type { FanfareEvent } from "./protocol.js";
import { leave, Seat } from "./room.js";
import { openEventSource } from "./sse.js";
import { Telemetry } from "./telemetry.js";
import { Site, type TransportName } from "./transport.js";
import { openWebSocket } from "./ws.js";

const TELEMETRY = "server.**";
const TRANSPORTS = { ws: openWebSocket, sse: openEventSource, poll: openPoll };

const site = new Site(document.baseURI);
const telemetry = new Telemetry(document);
const stateText = element("state", HTMLElement);
const stateDetail = element("state-detail", HTMLElement);
const radios = element("transport", HTMLElement).querySelectorAll<HTMLInputElement>("input");
let countdown: ReturnType<typeof setInterval> | undefined;

const seat = new Seat("lobby", () => ({ name: chat.name }));
const observer = {
  state: showState,
  node: (node: string | undefined) => {
    element("served", HTMLElement).hidden = node === undefined;
    element("node", HTMLElement).textContent = node ?? "";
  },
  event: showEvent,
  presence: () => lobby.look(),
  notice: showNotice,
};
const feed = new Feed(site, [TELEMETRY, seat.topic], TRANSPORTS, observer, seat);
const chat = new Chat(site, seat, feed);
const lobby = new Lobby(site, seat);

function showEvent(event: FanfareEvent): void {
  if (event.topic !== seat.topic) {
    telemetry.show(event);
  } else if (event.event === "typing") {
    lobby.types(event);
  } else {
    lobby.spoke(event);
    chat.show(event);
  }
}

function showState(state: FeedState): void {
  clearInterval(countdown);
  stateText.dataset["state"] = state.kind;
  switch (state.kind) {
    case "connecting":
      stateText.textContent = "Connecting";
      stateDetail.textContent = "";
      break;
    case "live":
      stateText.textContent = "Live";
      stateDetail.textContent = "";
      void chat.load();
      lobby.look();
      break;
    case "waiting":
      stateText.textContent = "Reconnecting";
      countDown(state.reason, performance.now() + state.delayMs);
      break;
    case "stopped":
      stateText.textContent = "Stopped";
      stateDetail.textContent = state.reason;
      break;
    default:
      state satisfies never;
  }
}

/** The seconds stand beside the state and not in it: a screen reader is told of the state only. */
function countDown(reason: string, endMs: number): void {
  const show = () => {
    const seconds = Math.max(0, Math.ceil((endMs - performance.now()) / 1000));
    stateDetail.textContent = `in ${seconds} s: ${reason}`;
  };
  show();
  countdown = setInterval(show, 250);
}

function showNotice(text: string): void {
  const notice = element("notice", HTMLElement);
  notice.textContent = `${new Date().toLocaleTimeString()}  ${text}`;
  notice.hidden = false;
}

function isTransport(name: string | null): name is TransportName {
  return name !== null && Object.hasOwn(TRANSPORTS, name);
}

function use(name: TransportName): void {
  for (const radio of radios) {
    radio.checked = radio.value === name;
  }
  feed.use(name);
}

function chosen(): TransportName {
  const wanted = new URLSearchParams(location.search).get("transport");
  return isTransport(wanted) ? wanted : "ws";
}

for (const radio of radios) {
  radio.addEventListener("change", () => {
    if (radio.checked && isTransport(radio.value)) {
      history.replaceState(null, "", `?transport=${radio.value}`);
      feed.use(radio.value);
    }
  });
}
addEventListener("online", () => feed.retryNow());
addEventListener("pagehide", () => {
  feed.stop("the page is hidden");
  leave(site, seat);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    use(chosen());
  }
});
element("curl", HTMLElement).textContent = `curl -N '${site.stream("events", [TELEMETRY], undefined)}'`;
use(chosen());
