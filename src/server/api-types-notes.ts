/** What the notes' routes answer. Invariant: as `src/server/routes-notes.ts` describes it. */
import type { Visibility } from "./api-types.ts";

export interface NoteView {
  id: string;
  entity_id: string;
  text: string;
  actor: string;
  at: string;
  version: number;
  removed: boolean;
  visibility: Visibility;
}

export interface NoteEventView {
  n: number;
  what: "written" | "edited" | "removed" | "restored";
  text: string;
  actor: string;
  at: string;
}
