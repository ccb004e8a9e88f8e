/** What was found to be other than the record says, of each server last and by each inspection; why what waits needs somebody. */
export const drift = `
ALTER TABLE servers ADD COLUMN drift TEXT;
ALTER TABLE servers ADD COLUMN pending_problem TEXT;
ALTER TABLE job_results ADD COLUMN drift TEXT;
`;
