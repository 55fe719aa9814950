/**
 * What keeps questions quick in a ledger of millions: a tally of what there is, kept with every change, and the indexes that
 * pages, exports and the overview go by.
 */
export const sql = /* sql */ `
create table tally (
  noun text not null, status text not null, visibility smallint not null, n bigint not null, primary key (noun, status, visibility)
);
insert into tally select 'claim', status, visibility, count(*) from claim group by status, visibility;
insert into tally select 'entity', '', visibility, count(*) from entity group by visibility;
insert into tally select 'document', '', visibility, count(*) from document group by visibility;
insert into tally select 'change_set', '', visibility, count(*) from change_set group by visibility;
grant select on tally to lightvalley_reader;
alter table tally enable row level security;
create policy by_clearance on tally for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);

create index entity_change on entity (change_id);
create index source_change on source (change_id);
create index document_change on document (change_id);
create index judgement_change on judgement (change_id);
create index lexicon_change on lexicon (change_id);
create index source_newest on source (coalesce(published, ''), id) where is_current;
create index claim_property on claim (property, change_seq, n);
create index claim_waiting on claim (change_seq, n) where status = 'proposed';
create index claim_group on claim (value_text, subject_id) where property = 'record_group' and status = 'accepted';
`;
