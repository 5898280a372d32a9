/** The chat box of the room. Texts of others reach the page as text only, never as markup. */
import { decodeHistory, type FanfareEvent } from "./protocol.js";
import type { Seat } from "./room.js";
import type { Site } from "./transport.js";

/** Somebody who types says so again while it goes on. */
const TYPING_EVERY_MS = 2_000;
const HISTORY = 20;
const MOST_SHOWN = 200;
const MOST_TEXT = 500;
const MOST_NAME = 40;
const NAME_KEY = "fanfare.chat.name";
const FIRST = ["Brisk", "Calm", "Clever", "Gentle", "Happy", "Lucky", "Merry", "Quick", "Quiet", "Sunny"];
const SECOND = ["Badger", "Falcon", "Finch", "Fox", "Heron", "Lynx", "Otter", "Raven", "Seal", "Wren"];

/** One message as it is shown. */
export interface ChatMessage {
  id: string;
  name: string;
  text: string;
  timestamp: string;
}

/** Returns undefined for an event in another form: anybody may publish anything to the room's topic. */
export function chatMessage(event: FanfareEvent): ChatMessage | undefined {
  if (typeof event.payload !== "object" || event.payload === null) {
    return undefined;
  }
  const { name, text } = event.payload as { name?: unknown; text?: unknown };
  if (typeof name !== "string" || typeof text !== "string") {
    return undefined;
  }
  return { id: event.id, timestamp: event.timestamp, name: name.slice(0, MOST_NAME), text: text.slice(0, MOST_TEXT) };
}

/** The messages shown, each once by its id, in the order of their times. */
export class Transcript {
  readonly messages: ChatMessage[] = [];

  /** Returns where the message was put, or -1 if it is there already. */
  insert(message: ChatMessage): number {
    if (this.messages.some(({ id }) => id === message.id)) {
      return -1;
    }
    const later = this.messages.findIndex(({ timestamp }) => timestamp > message.timestamp);
    const at = later < 0 ? this.messages.length : later;
    this.messages.splice(at, 0, message);
    return at;
  }
}

/** The way into the room. */
export interface Room {
  say(word: string, data: unknown): Promise<void>;
  renew(): Promise<void>;
}

export class Chat {
  readonly #site: Site;
  readonly #seat: Seat;
  readonly #room: Room;
  #typedMs = Number.NEGATIVE_INFINITY;
  readonly #log = element("chat-log", HTMLOListElement);
  readonly #text = element("chat-text", HTMLInputElement);
  readonly #name = element("chat-name", HTMLInputElement);
  readonly #note = element("chat-note", HTMLElement);
  #told: string;
  readonly #transcript = new Transcript();

  constructor(site: Site, seat: Seat, room: Room) {
    this.#site = site;
    this.#seat = seat;
    this.#room = room;
    this.#told = stored() ?? randomName();
    this.#name.value = this.#told;
    this.#name.addEventListener("change", () => this.#keepName());
    this.#text.addEventListener("input", () => this.#typing());
    element("chat-form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
  }

  /** What the others call this member. */
  get name(): string {
    return this.#told;
  }

  show(event: FanfareEvent): void {
    const message = chatMessage(event);
    const at = message ? this.#transcript.insert(message) : -1;
    if (!message || at < 0) {
      return;
    }
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    this.#log.insertBefore(item(message), this.#log.children[at] ?? null);
    if (this.#transcript.messages.length > MOST_SHOWN) {
      this.#transcript.messages.shift();
      this.#log.firstElementChild?.remove();
    }
    if (atEnd) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  /** Shows the latest messages from before the subscription; harmless to call again. */
  async load(): Promise<void> {
    try {
      const answer = await fetch(this.#site.history(this.#seat.topic, HISTORY), { cache: "no-store" });
      if (!answer.ok) {
        throw new Error(`the server answered ${answer.status}`);
      }
      for (const event of decodeHistory(await answer.json())) {
        this.show(event);
      }
    } catch (error) {
      this.#note.textContent = `Earlier messages could not be loaded: ${reason(error)}`;
    }
  }

  async #send(): Promise<void> {
    const text = this.#text.value.trim().slice(0, MOST_TEXT);
    if (text === "") {
      return;
    }
    this.#keepName();
    this.#note.textContent = "";
    try {
      await this.#room.say("text", { name: this.#name.value, text });
      this.#text.value = "";
      this.#typedMs = Number.NEGATIVE_INFINITY;
    } catch (error) {
      this.#note.textContent = `Not sent: ${reason(error)}`;
    }
    this.#text.focus();
  }

  #typing(): void {
    const now = performance.now();
    if (this.#text.value !== "" && now - this.#typedMs > TYPING_EVERY_MS) {
      this.#typedMs = now;
      // Nobody misses one that does not arrive.
      this.#room.say("typing", { name: this.#name.value }).catch(() => undefined);
    }
  }

  #keepName(): void {
    const name = this.#name.value.trim().slice(0, MOST_NAME) || randomName();
    this.#name.value = name;
    if (name !== this.#told) {
      this.#told = name;
      this.#room.renew().catch((error) => {
        this.#note.textContent = `Your name could not be changed: ${reason(error)}`;
      });
    }
    try {
      localStorage.setItem(NAME_KEY, this.#name.value);
    } catch {
      // Storage may be switched off; the name then lasts as long as the page.
    }
  }
}

function item({ id, name, text, timestamp }: ChatMessage): HTMLLIElement {
  const line = document.createElement("li");
  const who = document.createElement("b");
  const when = document.createElement("time");
  const what = document.createElement("p");
  line.dataset["id"] = id;
  who.textContent = name;
  when.dateTime = timestamp;
  when.textContent = new Date(timestamp).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  what.textContent = text;
  line.append(who, when, what);
  return line;
}

/** The page's element of that id. @throws {Error} if the page has none of that class */
export function element<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${kind.name} #${id}`);
  }
  return found;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(NAME_KEY) || undefined;
  } catch {
    return undefined;
  }
}

function randomName(): string {
  return `${pick(FIRST)} ${pick(SECOND)}`;
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? "";
}
