/** How many claims each source has, by status, so that a list of sources need not count them. */
export const sql = /* sql */ `
create table source_tally (
  source_id uuid not null, status text not null, visibility smallint not null, n bigint not null, primary key (source_id, status, visibility)
);
insert into source_tally select source_id, status, visibility, count(*) from claim group by source_id, status, visibility;
grant select on source_tally to lightvalley_reader;
alter table source_tally enable row level security;
create policy by_clearance on source_tally for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
`;
