/** What people write beside an entity: a row that changes, and an event for every change. Notes are no claims: they can be erased. Keys lead with the entity. */
export const sql = /* sql */ `
create table note (
  entity_id uuid not null, id uuid not null, text text not null, actor text not null, at timestamptz not null, version integer not null,
  removed boolean not null, visibility smallint not null, primary key (entity_id, id)
);
create table note_event (
  entity_id uuid not null, note_id uuid not null, n integer not null, what text not null check (what in ('written', 'edited', 'removed', 'restored')),
  text text not null, actor text not null, at timestamptz not null, visibility smallint not null, primary key (entity_id, note_id, n)
);
grant select on note, note_event to lightvalley_reader;
alter table note enable row level security;
create policy by_clearance on note for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
alter table note_event enable row level security;
create policy by_clearance on note_event for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int)
`;
