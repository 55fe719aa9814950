/** Lists that people set up and name: rows with an event for every change. They are no claims, and only the server's own routes read them. */
export const sql = /* sql */ `
create table saved_view (
  id uuid not null primary key, room text not null, label_zh text, label_en text, query text not null, owner text not null,
  shared boolean not null, version integer not null, deleted boolean not null, updated_at timestamptz not null
);
create index saved_view_room on saved_view (room) where not deleted;
create table saved_view_event (
  view_id uuid not null, version integer not null, actor text not null, at timestamptz not null, what text not null, body jsonb not null, primary key (view_id, version)
);
create trigger saved_view_event_keep before update or delete on saved_view_event for each row execute function lightvalley_keep();
create index change_set_actor on change_set (actor, at);
`;
