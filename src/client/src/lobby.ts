/** Who is in the room, on all nodes: the list, who types, and who came or went last. */
import { element } from "./chat.js";
import type { FanfareEvent, Member, Roll } from "./protocol.js";
import { roll, type Seat } from "./room.js";
import type { Site } from "./transport.js";

const LOOK_EVERY_MS = 500;
const TYPES_MS = 4_000;
const MOST_SHOWN = 50;
const MOST_NAMED = 3;
const MOST_NAME = 40;

export class Lobby {
  readonly #site: Site;
  readonly #seat: Seat;
  readonly #count = element("member-count", HTMLElement);
  readonly #members = element("members", HTMLElement);
  readonly #comings = element("comings", HTMLElement);
  readonly #typing = element("typing", HTMLElement);
  readonly #typists = new Typists((names) => {
    this.#typing.textContent = typingText(names);
  });
  #known: Map<string, Member> | undefined;
  #waits: ReturnType<typeof setTimeout> | undefined;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(site: Site, seat: Seat) {
    this.#site = site;
    this.#seat = seat;
  }

  /** Looks who is there, at most every half second: many may come at once. */
  look(): void {
    this.#waits ??= setTimeout(
      () => {
        this.#waits = undefined;
        this.#lookedMs = performance.now();
        // It is shown with the next look, if this one fails.
        roll(this.#site, this.#seat).then(
          (found) => this.#show(found),
          () => undefined,
        );
      },
      Math.max(0, this.#lookedMs + LOOK_EVERY_MS - performance.now()),
    );
  }

  types(event: FanfareEvent): void {
    const name = (event.payload as { name?: unknown } | null)?.name;
    if (event.user !== undefined && typeof name === "string") {
      this.#typists.types(event.user, name.slice(0, MOST_NAME));
    }
  }

  spoke(event: FanfareEvent): void {
    if (event.user !== undefined) {
      this.#typists.stops(event.user);
    }
  }

  #show({ count, members }: Roll): void {
    const now = new Map(members.map((member) => [member.user, member]));
    if (this.#known !== undefined) {
      const text = comings(this.#known, now);
      if (text !== "") {
        this.#comings.textContent = text;
      }
    }
    this.#known = now;
    this.#count.textContent = String(count);
    const own = this.#seat.token?.split(".")[0];
    const items = members.slice(0, MOST_SHOWN).map((member) => {
      const item = document.createElement("li");
      item.textContent = nameOf(member);
      item.dataset["user"] = member.user;
      item.classList.toggle("own", member.user === `~${own}`);
      return item;
    });
    if (count > items.length) {
      const rest = document.createElement("li");
      rest.textContent = `and ${count - items.length} more`;
      items.push(rest);
    }
    this.#members.replaceChildren(...items);
  }
}

/** Those who said lately that they type, each for some seconds. */
export class Typists {
  readonly #changed: (names: string[]) => void;
  readonly #typing = new Map<string, { name: string; end: ReturnType<typeof setTimeout> }>();

  constructor(changed: (names: string[]) => void) {
    this.#changed = changed;
  }

  types(user: string, name: string): void {
    clearTimeout(this.#typing.get(user)?.end);
    this.#typing.set(user, { name, end: setTimeout(() => this.stops(user), TYPES_MS) });
    this.#tell();
  }

  stops(user: string): void {
    const typist = this.#typing.get(user);
    if (typist) {
      clearTimeout(typist.end);
      this.#typing.delete(user);
      this.#tell();
    }
  }

  #tell(): void {
    this.#changed([...this.#typing.values()].map(({ name }) => name));
  }
}

export function typingText(names: readonly string[]): string {
  if (names.length === 0) {
    return "";
  }
  return names.length > MOST_NAMED
    ? `${names.length} are typing …`
    : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing …`;
}

/** Who came and who went between two looks. */
export function comings(before: ReadonlyMap<string, Member>, now: ReadonlyMap<string, Member>): string {
  const came = [...now.values()].filter(({ user }) => !before.has(user));
  const went = [...before.values()].filter(({ user }) => !now.has(user));
  return [named(came, "joined"), named(went, "left")].filter((text) => text !== "").join(", ");
}

function named(members: Member[], verb: string): string {
  if (members.length === 0) {
    return "";
  }
  return `${members.length > MOST_NAMED ? members.length : members.map(nameOf).join(", ")} ${verb}`;
}

function nameOf({ user, name }: Member): string {
  return (name || user).slice(0, MOST_NAME);
}
