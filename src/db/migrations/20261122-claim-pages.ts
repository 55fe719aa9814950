/** Lists of the few claims that are not plain actual statements, or that were ruled out, newest first. */
export const sql = /* sql */ `
create index claim_modality on claim (modality, change_seq, n) where modality <> 'actual';
create index claim_ruled_out on claim (status, change_seq, n) where status in ('rejected', 'corrected', 'withdrawn');
`;
