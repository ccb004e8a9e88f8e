import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, exportText } from '../../../electron/console/activity-export.ts';
import { sampleEntry, sampleJobs } from '../../support/fake-bridge-activity-samples.ts';

const action = {
  entry: sampleEntry(1, {
    kind: 'bind',
    outcome: 'partly',
    keyPairName: 'production-web',
    keyPairFingerprint: 'SHA256:abc',
  }),
  job: sampleJobs[0] ?? null,
};
const alone = { entry: sampleEntry(2, { keyPairName: 'web', errorCode: 'disk-full' }), job: null };

describe('JSON Lines', () => {
  it('has an object a line, with each server of a job', () => {
    const lines = exportText([action, alone], 'jsonl').trimEnd().split('\n');
    const [first, second] = lines.map((line) => JSON.parse(line) as unknown);
    expect(lines).toHaveLength(2);
    expect(first).toMatchObject({
      action: 'bind',
      outcome: 'partly',
      actor: 'anna',
      region: 'My servers',
      keyPair: 'production-web',
      keyPairFingerprint: 'SHA256:abc',
      effect: 'reload',
      servers: [
        { name: 'web-01', outcome: 'succeeded', proven: true, durationMs: 4200 },
        { name: 'db-01', outcome: 'failed', error: 'password-required', step: 'connect' },
      ],
    });
    expect(second).toMatchObject({ keyPair: 'web', error: 'disk-full', servers: [], durationMs: 1200 });
  });
});

describe('CSV', () => {
  it('has a line for each server, or for the action', () => {
    const [head, ...lines] = exportText([action, alone], 'csv').split('\r\n');
    expect(head).toBe(
      '\uFEFFstarted_at,finished_at,duration_ms,actor,action,region,key_pair,server,outcome,error,step,key_pair_fingerprint,effect',
    );
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(
      /,anna,bind,My servers,production-web,db-01,failed,password-required,connect,SHA256:abc,reload$/,
    );
    expect(lines[2]).toMatch(/,1200,anna,create-key-pair,My servers,web,,succeeded,disk-full,,,$/);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '\r=1', '\u200B=1'])(
    'makes text of the formula %j',
    (formula) => {
      expect(csvCell(formula)).toBe(`"'${formula}"`);
    },
  );

  it('is read back as it was, formulas apart', () => {
    const read = (cell: string): string =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvCell(text);
        expect([text, `'${text}`]).toContain(read(cell));
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]|^[=+@-]/);
        expect(read(cell)).not.toMatch(/^[=+@\t\r\n-]/);
      }),
    );
  });
});
