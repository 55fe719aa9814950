/**
 * The desk where names become entities: a name that the record knows is that entity; a new one is entered as new.
 * Invariant: within one desk equal names of one type become one entity, and nothing is written: the caller records `entered`.
 */
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import { hasHan, newId, type Clock, type Label, type Visibility } from "../kernel/index.ts";
import { normalName, soundOf, type Entry } from "../ledger/index.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

interface Known {
  id: string;
  type: string;
  kind: string;
}

/** Kinds of name from the surest to the least. */
const SURE = ["label", "name", "former_name", "short_name", "alias"];

/** Letters and digits joined by hyphens; Han characters by their pinyin. */
export function slugOf(label: Label, type: string): string {
  const words = label.en ?? (label.zh ? (soundSyllables(label.zh) || label.zh) : "");
  const plain = words.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return `${type.toLowerCase()}-${plain.slice(0, 60).replaceAll(/-+$/g, "") || "unnamed"}`;
}

function soundSyllables(text: string): string {
  // Latin runs inside a Chinese name are kept as they are; Han runs become their letters.
  return text.replaceAll(/\p{Script=Han}+/gu, (run) => ` ${soundOf(run).split(" ")[0] ?? ""} `);
}

export class EntityDesk {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #visibility: Visibility;
  readonly #made = new Map<string, string>();
  readonly #known = new Map<string, Known[]>();
  readonly #slugs = new Set<string>();
  readonly #told = new Map<string, { id: string; type?: string }>();
  /** Entries of the entities that are new. */
  readonly entered: Entry[] = [];

  constructor(db: Db, clock: Clock, visibility: Visibility = "public") {
    this.#db = db;
    this.#clock = clock;
    this.#visibility = visibility;
  }

  /**
   * Tells the desk whom a name means, before the record is asked. With a type, only where that type is wanted or the record
   * knows the name for nobody of the wanted type.
   */
  remember(name: string, id: string, type?: string): void {
    this.#told.set(normalName(name), { id, ...(type === undefined ? {} : { type }) });
  }

  /** Looks up many names in one query, so that `resolve` need not ask for each. */
  async prepare(names: readonly string[]): Promise<void> {
    const normals = [...new Set(names.map(normalName))].filter((n) => n !== "" && !this.#known.has(n));
    for (let i = 0; i < normals.length; i += 1_000) {
      const page = normals.slice(i, i + 1_000);
      for (const n of page) this.#known.set(n, []);
      const rows = await this.#db.selectFrom("entity_name").innerJoin("entity", "entity.id", "entity_name.entity_id")
        .select(["entity_name.normal", "entity_name.kind", "entity.canonical_id", "entity.type"]).where("entity_name.normal", "in", page).execute();
      for (const row of rows) this.#known.get(row.normal)?.push({ id: row.canonical_id, type: row.type, kind: row.kind });
    }
  }

  /** The entity that the record knows by this name; one of the wanted type first, then the surest kind of name. */
  async find(name: string, type?: string): Promise<string | undefined> {
    const normal = normalName(name);
    if (normal === "") return undefined;
    const told = this.#told.get(normal);
    if (told && (told.type === undefined || type === undefined || told.type === type)) return told.id;
    if (!this.#known.has(normal)) await this.prepare([name]);
    const found = this.#known.get(normal) ?? [];
    if (told && !found.some((k) => k.type === type)) return told.id;
    const rank = (k: Known): number => (type === undefined || k.type === type ? 0 : 10) + SURE.indexOf(k.kind);
    return [...found].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))[0]?.id;
  }

  /** The entity of this name, entered as new where the record does not know it. */
  async resolve(label: Label, type: string): Promise<string> {
    for (const name of [label.zh, label.en]) {
      const found = name ? await this.find(name, type) : undefined;
      if (found) return found;
    }
    const keys = [label.zh, label.en].filter((n) => n !== undefined).map((n) => `${type}\u0001${normalName(n)}`);
    for (const key of keys) {
      const made = this.#made.get(key);
      if (made) return made;
    }
    const id = await this.enter(label, type);
    for (const key of keys) this.#made.set(key, id);
    return id;
  }

  /** Enters a new entity whatever the record knows. */
  async enter(label: Label, type: string, wanted?: { id?: string; slug?: string }): Promise<string> {
    const id = wanted?.id ?? newId(this.#clock);
    const slug = wanted?.slug ?? (await this.#freeSlug(slugOf(label, type), id));
    this.#slugs.add(slug);
    this.entered.push({ kind: "entity", id, type, slug, label, visibility: this.#visibility });
    return id;
  }

  async #freeSlug(base: string, id: string): Promise<string> {
    const taken = async (slug: string): Promise<boolean> =>
      this.#slugs.has(slug) || (await this.#db.selectFrom("entity").select("id").where("slug", "=", slug).executeTakeFirst()) !== undefined;
    if (!(await taken(base))) return base;
    // UUIDv7 ends in random digits: enough to tell apart, short enough to read.
    const told = `${base}-${id.slice(-6)}`;
    return (await taken(told)) ? `${base}-${id}` : told;
  }
}

/** A name as a label in its own language. */
export function labelOf(name: string): Label {
  const trimmed = name.trim();
  return hasHan(trimmed) ? { zh: trimmed } : { en: trimmed };
}
