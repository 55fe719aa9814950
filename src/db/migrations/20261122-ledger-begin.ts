/**
 * The first tables: change sets, entities and their names, sources, documents, claims, decisions, facts, judgements.
 * Keys lead with the entity id and unique keys contain it, so that the tables can be spread by entity later.
 */
export const sql = /* sql */ `
create table meta (key text primary key, value text not null);

create table change_set (
  id uuid not null primary key, seq bigint not null unique, kind text not null, actor text not null, at timestamptz not null,
  note text not null, entries integer not null, visibility smallint not null, prev_hash text not null, hash text not null
);

create table entity (
  id uuid not null primary key, type text not null, slug text not null, label_zh text, label_en text, visibility smallint not null,
  change_id uuid not null, n integer not null, hash text not null, canonical_id uuid not null
);
create unique index entity_slug on entity (slug);
create index entity_canonical on entity (canonical_id);
create index entity_type on entity (type, slug);

create table entity_name (
  entity_id uuid not null, kind text not null, text text not null, lang text not null, normal text not null, sound text not null,
  visibility smallint not null, primary key (entity_id, kind, text)
);
create index entity_name_normal on entity_name (normal);

create table source (
  id uuid not null, version integer not null, key text, kind text not null, title text not null, publisher text, published text, language text,
  address text, sha256 text, visibility smallint not null, change_id uuid not null, n integer not null, hash text not null,
  is_current boolean not null, primary key (id, version)
);
create index source_key on source (key) where key is not null;
create index source_sha on source (sha256) where sha256 is not null;

create table document (
  source_id uuid not null primary key, sha256 text not null unique, format text not null, encoding text, bytes bigint not null,
  text text not null, segments jsonb not null, problems jsonb not null, visibility smallint not null, change_id uuid not null,
  n integer not null, hash text not null
);

create table claim (
  subject_id uuid not null, id uuid not null, property text not null, unit text not null, currency text, value_num double precision,
  value_text text, value_entity uuid, when_text text not null, when_first text, when_last text, modality text not null, bound text not null,
  qualifier text not null, stated jsonb, stated_on text, known_from text not null, source_id uuid not null, locator jsonb, quote text, lang text,
  corrects uuid, reasons jsonb, confidence double precision, visibility smallint not null, change_id uuid not null, change_seq bigint not null,
  n integer not null, recorded_at timestamptz not null, hash text not null, entered text not null, status text not null, head uuid,
  primary key (subject_id, id)
);
create index claim_id on claim (id);
create index claim_source on claim (source_id);
create index claim_change on claim (change_seq, n);
create index claim_open on claim (source_id, id) where status = 'proposed';
create index claim_object on claim (value_entity) where value_entity is not null;
create index claim_corrects on claim (corrects) where corrects is not null;

create table decision (
  subject_id uuid not null, claim_id uuid not null, id uuid not null, verdict text not null, actor text not null, at timestamptz not null,
  note text not null, replaces uuid, by_claim uuid, visibility smallint not null, change_id uuid not null, change_seq bigint not null,
  n integer not null, hash text not null, primary key (subject_id, claim_id, id)
);
create index decision_change on decision (change_seq, n);

create table fact (
  subject_id uuid not null, property text not null, value_key text not null, qualifier text not null, when_text text not null, modality text not null,
  unit text not null, currency text not null, clearance_min smallint not null, clearance_max smallint not null, claim_id uuid not null,
  rivals jsonb not null, agreeing integer not null,
  primary key (subject_id, property, value_key, qualifier, when_text, modality, unit, currency, clearance_min)
);
create index fact_property on fact (property, modality);
create table fact_dirty (subject_id uuid not null primary key);

create table judgement (
  left_id uuid not null, right_id uuid not null, id uuid not null, verdict text not null, actor text not null, at timestamptz not null,
  note text not null, score double precision, features jsonb, change_id uuid not null, n integer not null, hash text not null,
  primary key (left_id, right_id, id)
);

create table lexicon (
  id uuid not null primary key, kind text not null, lang text not null, word text not null, means text not null, entity_id uuid,
  learned_from text not null, actor text not null, at timestamptz not null, withdrawn boolean not null, change_id uuid not null,
  n integer not null, hash text not null
);

-- What was recorded stays as it was recorded: only projections may change.
create function lightvalley_keep() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: rows of % are never % ', tg_table_name, lower(tg_op) using errcode = 'LV001';
end $$;
create trigger claim_keep before delete on claim for each row execute function lightvalley_keep();
create trigger decision_keep before update or delete on decision for each row execute function lightvalley_keep();
create trigger change_set_keep before update or delete on change_set for each row execute function lightvalley_keep();
create function lightvalley_claim_keep() returns trigger language plpgsql as $$
begin
  if (new.subject_id, new.id, new.property, new.hash, new.value_num, new.value_text, new.value_entity, new.when_text, new.modality, new.bound, new.change_id)
     is distinct from
     (old.subject_id, old.id, old.property, old.hash, old.value_num, old.value_text, old.value_entity, old.when_text, old.modality, old.bound, old.change_id)
  then raise exception 'append-only: a claim is never edited' using errcode = 'LV001'; end if;
  return new;
end $$;
create trigger claim_keep_update before update on claim for each row execute function lightvalley_claim_keep();

-- Visibility is the database's to enforce: readers come in as this role, with their clearance in the session.
grant usage on schema public to lightvalley_reader;
grant select on change_set, entity, entity_name, source, document, claim, decision, fact, judgement to lightvalley_reader;
alter table change_set enable row level security;
alter table entity enable row level security;
alter table entity_name enable row level security;
alter table source enable row level security;
alter table document enable row level security;
alter table claim enable row level security;
alter table decision enable row level security;
alter table fact enable row level security;
create policy by_clearance on change_set for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on entity for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on entity_name for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on source for select to lightvalley_reader using (is_current and visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on document for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on claim for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on decision for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
create policy by_clearance on fact for select to lightvalley_reader
  using (current_setting('lightvalley.clearance')::int between clearance_min and clearance_max);
`;
