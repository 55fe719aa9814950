/** Rulings on findings: what a person made of claims that cannot all be true, and why. Append-only, like decisions. */
export const sql = /* sql */ `
create table ruling (
  subject_id uuid not null, finding_id text not null, id uuid not null, check_name text not null, severity text not null, claims jsonb not null,
  arithmetic jsonb not null, verdict text not null, prefers uuid, note text not null, replaces uuid, visibility smallint not null, actor text not null,
  at timestamptz not null, change_id uuid not null, change_seq bigint not null, n integer not null, hash text not null,
  primary key (subject_id, finding_id, id)
);
create index ruling_finding on ruling (finding_id, change_seq, n);
create index ruling_change on ruling (change_seq, n);
create trigger ruling_keep before update or delete on ruling for each row execute function lightvalley_keep();
grant select on ruling to lightvalley_reader;
alter table ruling enable row level security;
create policy by_clearance on ruling for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
`;
