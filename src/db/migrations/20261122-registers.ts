/**
 * Registers beside the ledger: lists of firms as their issuers keep them, with every original cell. A register is seen by readers
 * only once it is complete. Judgements on its rows are kept one after the other; candidate links are a projection.
 */
export const sql = /* sql */ `
create table register (
  id uuid not null primary key, title text not null, file_name text not null, sha256 text not null, bytes bigint not null, format text not null,
  encoding text, sheet text, header_row integer not null, header json not null, mapping json not null, mapping_key text not null, entity_type text not null,
  citation json not null, source_id uuid, state text not null, last_row integer not null, rows_sound integer not null, rows_flawed integer not null,
  noted json not null, visibility smallint not null, actor text not null, at timestamptz not null, completed_at timestamptz,
  linked_at timestamptz
);
create unique index register_file on register (sha256, mapping_key);

create table register_row (
  register_id uuid not null, row integer not null, cells text not null, name_zh text, name_en text, other_names text, normal text not null,
  uscc text, lei text, stock text, place text, notes text, primary key (register_id, row)
);
create index register_row_normal on register_row (register_id, normal text_pattern_ops);
create index register_row_uscc on register_row (uscc, register_id) where uscc is not null;

create table register_flaw (
  register_id uuid not null, row integer not null, cells text not null, reasons json not null, primary key (register_id, row)
);

create table register_mapping (signature text not null primary key, mapping json not null, actor text not null, at timestamptz not null);

create table register_judgement (
  register_id uuid not null, row integer not null, entity_id uuid not null, id uuid not null primary key, verdict text not null, actor text not null,
  at timestamptz not null, note text not null, score double precision, features json, change_id uuid
);
create index register_judgement_pair on register_judgement (register_id, row, entity_id, id);
create index register_judgement_entity on register_judgement (entity_id, id);

create table register_link (
  register_id uuid not null, row integer not null, entity_id uuid not null, score double precision not null, weight double precision not null,
  decision text not null, place_in_row integer not null, veto text not null, features json not null, primary key (register_id, row, entity_id)
);
create index register_link_score on register_link (register_id, score desc, row, entity_id);

grant select on register, register_row, register_flaw, register_judgement, register_link to lightvalley_reader;
alter table register enable row level security;
alter table register_row enable row level security;
alter table register_flaw enable row level security;
alter table register_judgement enable row level security;
alter table register_link enable row level security;
create policy by_clearance on register for select to lightvalley_reader
  using (state = 'complete' and visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on register_row for select to lightvalley_reader using (register_id in (select id from register));
create policy by_clearance on register_flaw for select to lightvalley_reader using (register_id in (select id from register));
create policy by_clearance on register_judgement for select to lightvalley_reader
  using (register_id in (select id from register) and exists (select from entity where entity.id = entity_id));
create policy by_clearance on register_link for select to lightvalley_reader
  using (register_id in (select id from register) and exists (select from entity where entity.id = entity_id));

-- A judgement names two entities and quotes their names: it is seen by whoever may see both.
alter table judgement enable row level security;
create policy by_clearance on judgement for select to lightvalley_reader
  using (exists (select from entity where entity.id = left_id) and exists (select from entity where entity.id = right_id));
`;
