/** Editions of papers: what each was made from, the figures it held, and the files that were kept. Rows of the house, not claims. */
export const sql = /* sql */ `
create table edition (
  id text not null primary key, made_at timestamptz not null, actor text not null, visibility smallint not null, lang text not null, profile text not null, cluster text not null,
  title text not null, built_on text not null, ledger_hash text not null, ledger_seq bigint not null, version text not null, request jsonb not null, clocks jsonb not null, figures jsonb not null
);
create index edition_made on edition (made_at desc, id);
create table edition_file (
  edition_id text not null, format text not null, visibility smallint not null, sha256 text not null, bytes bytea not null, primary key (edition_id, format)
);
grant select on edition, edition_file to lightvalley_reader;
alter table edition enable row level security;
alter table edition_file enable row level security;
create policy by_clearance on edition for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on edition_file for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
`;
