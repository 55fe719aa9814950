/** Who is in which unit from when to when: a row that changes, and an event for every change. Keys lead with the unit. */
export const sql = /* sql */ `
create table tenancy (
  unit_id uuid not null, id uuid not null, tenant_id uuid, kind text not null check (kind in ('tenant', 'reservation')),
  first_day text not null, last_day text, area_m2 double precision, note text not null, cancelled boolean not null, version integer not null,
  visibility smallint not null, primary key (unit_id, id)
);
create index tenancy_tenant on tenancy (tenant_id);
create table tenancy_event (
  unit_id uuid not null, tenancy_id uuid not null, n integer not null, what text not null, actor text not null, at timestamptz not null,
  after jsonb not null, note text not null, visibility smallint not null, primary key (unit_id, tenancy_id, n)
);
grant select on tenancy, tenancy_event to lightvalley_reader;
alter table tenancy enable row level security;
create policy by_clearance on tenancy for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int);
alter table tenancy_event enable row level security;
create policy by_clearance on tenancy_event for select to lightvalley_reader using (visibility <= current_setting('lightvalley.clearance')::int)
`;
