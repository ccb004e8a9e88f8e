/** Why a server's status is unknown although it has answered; of what key pair an action was about, beside its name. */
export const whatWasMet = `
ALTER TABLE servers ADD COLUMN status_problem TEXT;
ALTER TABLE activity ADD COLUMN key_pair_fingerprint TEXT NOT NULL DEFAULT '';
`;
