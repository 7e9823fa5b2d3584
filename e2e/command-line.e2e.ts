import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, eventually, Stack } from './stack';

interface Preview {
  readonly asOf: string;
  readonly due: number;
  readonly digest: string;
  readonly byPolicy: readonly { recordType: string; count: number }[];
  readonly kept: readonly { reason: string; recordType: string; example: string }[];
  readonly noClock: readonly unknown[];
  readonly notGoverned: readonly unknown[];
}

describe('the command line, without worker and without Redis', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.create({ redis: false });
    await stack.seed();
  }, 120_000);
  afterAll(() => stack.close());

  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, output, complaint } = await stack.command([...args, '--json']);
    if (code !== 0) throw new Error(`oubli ${args.join(' ')} ended with ${code}: ${complaint}`);
    return JSON.parse(output) as T;
  };

  it.each([
    [['bogus'], /unknown command/], [['run', '--bogus'], /unknown option/], [['why'], /missing required argument/], [['why', 'invoice'], /TYPE\/UUID/],
    [['cancel', 'x'], /must be a uuid/], [['hold', 'place'], /required option/], [['hold', 'release'], /either a hold or a case/], [['job', 'run', 'nothing'], /known: retention.nightly/],
    [['hold', 'place', '--everything', '--reason', 'r', '--author', 'a', '--review-on', 'soon'], /must be a date/], [['policy', 'check', '/nowhere/draft.json'], /cannot be read \(ENOENT\)\. Nothing was changed/],
    [['policy', 'freeze'], /missing required argument/], [['integrity', 'accept', 'receipt', 'sha256', '--reason', 'r', '--author', 'a'], /TYPE\/UUID/],
  ])('answers wrong arguments %j with exit 2 and what is right', async (args, message) => {
    const { code, output, complaint } = await stack.command(args);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(complaint).toMatch(message);
  });

  it.each([
    [['preview', '--record-type', 'shoe'], /Unknown record type "shoe"; known: person/], [['preview', '--policy', 'shoe'], /Unknown policy "shoe"; published: access-package, access-package-waiting, account,/],
    [['cancel', '0a0b0c0d-0000-4000-8000-000000000009'], /There is no run/], [['why', 'invoice/0a0b0c0d-0000-4000-8000-000000000009'], /There is no invoice of that id/],
    [['hold', 'release', '0a0b0c0d-0000-4000-8000-000000000009'], /no open hold of that id; nothing was changed/], [['seed'], /has people in it/],
    [['policy', 'check', 'package.json'], /policy .*Nothing was changed/], [['policy', 'freeze', 'README.md'], /The draft is not JSON\. Nothing was changed/],
    [['integrity', 'accept', 'receipt/0a0b0c0d-0000-4000-8000-000000000009', 'sha256', '--reason', 'r', '--author', 'a'], /There is no open alarm/],
    [['run', '--accept', 'ff', '--yes'], /not that of today’s plan/], [['run', '--yes'], /more than 5 %|% of its table|start it with --accept/],
  ])('answers what cannot be done, %j, with exit 1 and says so', async (args, message) => {
    const { code, complaint } = await stack.command(args);
    expect({ code, complaint }).toEqual({ code: 1, complaint: expect.stringMatching(message) as string });
    expect(complaint).not.toMatch(/\n\s+at /);
  });

  it('checks a draft and freezes it, which changes nothing until it is published', async () => {
    const file = join(stack.folder, 'draft.json');
    const draft = { policy: 'survey-answer', legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I', body: { startEvent: [{ clock: 'answered' }], active: { period: 'P2M' }, end: 'delete' } };
    writeFileSync(file, JSON.stringify(draft));
    const { digest } = await json<Preview>('preview');
    expect(await json('policy', 'check', file)).toEqual({ fits: true, problems: [] });
    expect(await json('policy', 'freeze', file)).toMatchObject({ policy: 'survey-answer' });
    expect((await json<Preview>('preview')).digest).toBe(digest);
    expect(await json<unknown[]>('policy', 'list')).toContainEqual(expect.objectContaining({ policy: 'survey-answer', active: 'P3M', automatic: true }));
    writeFileSync(file, JSON.stringify({ ...draft, body: { ...draft.body, startEvent: [{ clock: 'born' }] } }));
    const refused = await stack.command(['policy', 'check', file]);
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching(/born/)]);
  });

  it('previews without treating, and does not run without a terminal or --yes', async () => {
    const preview = await json<Preview>('preview');
    expect(preview.due).toBeGreaterThan(1000);
    expect(preview.digest).toMatch(/^[0-9a-f]{64}$/);
    expect([preview.kept.length, preview.noClock.length, preview.notGoverned.length].every((n) => n > 0)).toBe(true);
    expect((await stack.command(['run'])).code).toBe(2);
    expect((await json<Preview>('preview')).digest).toBe(preview.digest);
  });

  it('tells why, field by field, in words', async () => {
    const { kept } = await json<Preview>('preview');
    const held = kept.find((k) => k.reason === 'hold');
    const trace = await json<{ held: boolean; fields: { because: string }[]; versions: { legalReference: string }[] }>('why', `${held?.recordType ?? ''}/${held?.example ?? ''}`);
    expect(trace.held).toBe(true);
    expect(trace.fields.every((f) => f.because === 'a hold protects the record')).toBe(true);
    expect(trace.versions.every((v) => v.legalReference.length > 0)).toBe(true);
  });

  it('holds, treats the rest itself and says so, and finishes when the hold is released', async () => {
    const [answer] = await stack.db.owner.session.query<{ person: string }>(`select person_id::text as person from engagement.survey_answer where answered_on < current_date - 200 limit 1`);
    const person = answer?.person ?? '';
    const placed = await json<{ id: string; protects: { recordType: string }[]; alreadyTreated: unknown[] }>(
      'hold', 'place', '--person', person, '--reason', 'Dispute', '--author', 'DPO', '--review-on', '2027-01-01');
    expect(placed.protects.map((p) => p.recordType)).toContain('survey-answer');
    expect(placed.alreadyTreated).toEqual([]);
    expect((await json<{ id: string }[]>('hold', 'list')).map((h) => h.id)).toContain(placed.id);

    const { digest, due } = await json<Preview>('preview', '--record-type', 'survey-answer');
    const { code, output, complaint } = await stack.command(['run', '--record-type', 'survey-answer', '--accept', digest, '--yes', '--json']);
    expect({ code, complaint }).toEqual({ code: 0, complaint: expect.stringMatching(/this command works the run itself/) as string });
    const result = JSON.parse(output) as { treated: number; kept: number; quarantined: number; byAction: { deleted: number }; runId: string };
    expect(result).toMatchObject({ treated: due, kept: 0, quarantined: 0, byAction: { deleted: due } });
    expect((await json<{ runId: string }[]>('runs')).map((r) => r.runId)).toContain(result.runId);

    await json('hold', 'release', placed.id);
    const after = await json<Preview>('preview', '--record-type', 'survey-answer');
    expect(after.due).toBe(1);
    expect(await json<{ treated: number }>('run', '--record-type', 'survey-answer', '--accept', after.digest, '--yes')).toMatchObject({ treated: 1 });
    const proof = await json<{ verified: boolean; entries: { recordType: string; proven: boolean }[] }>('ledger', 'verify', '--person', person);
    expect(proof).toMatchObject({ verified: true, entries: [{ recordType: 'survey-answer', action: 'delete', proven: true }] });
  }, 60_000);

  it('stops a run before its first batch, cancels it, and resumes it when it may go on', async () => {
    await json('stop');
    const { digest } = await json<Preview>('preview', '--record-type', 'connection-log');
    const stopped = await stack.command(['run', '--record-type', 'connection-log', '--accept', digest, '--yes']);
    expect({ code: stopped.code, complaint: stopped.complaint }).toEqual({ code: 1, complaint: expect.stringMatching(/The kill switch is on: run .* waits with 0 of \d+ records treated/) as string });
    const [run] = await json<{ runId: string; state: string }[]>('runs');
    await json('cancel', run?.runId ?? '');
    await json('go');
    expect((await stack.command(['cancel', run?.runId ?? ''])).complaint).toMatch(/only a running one can be cancelled/);
    const resumed = await json<{ treated: number; state: string }>('resume', run?.runId ?? '');
    expect(resumed.state).toBe('done');
    expect(resumed.treated).toBeGreaterThan(100);
  }, 60_000);

  it('lists jobs and does one on demand', async () => {
    expect((await json<{ job: string }[]>('jobs')).map((j) => j.job)).toEqual([
      'retention.nightly', 'retention.housekeeping', 'retention.integrity', 'retention.figures', 'rights.accuracy', 'ledger.end', 'people.reseal', 'retention.expiry', 'retention.erasures', 'rights.deadlines', 'ledger.checkpoint', 'opendsr.callbacks', 'outbox.send', 'recipients.send',
    ]);
    expect(await json('job', 'run', 'ledger.checkpoint', '--wait')).toEqual({ job: 'ledger.checkpoint', where: 'here' });
    expect(await json('quarantine', 'list')).toEqual([]);
  });

  it('starts the nightly policies that are small, and lets the large ones wait, visibly', async () => {
    await json('job', 'run', 'retention.nightly', '--wait');
    const waiting = await stack.db.owner.session.query<{ policy: string }>('select policy from retention.waiting_policy order by policy');
    expect(waiting.map((w) => w.policy)).toEqual([
      'access-package', 'account', 'account-session', 'bank-details-superseded', 'campaign-message', 'device-log', 'disclosure', 'rights-request', 'tracker-choice', 'usage-event',
    ]);
    const { complaint, output } = await stack.command(['doctor']);
    expect(output + complaint).toMatch(/waiting policy +account: The run would treat \d+ records/);
  });
});

describe('worker and API as processes', () => {
  let stack: Stack;
  const port = 39_417;
  beforeAll(async () => {
    stack = await Stack.create({ redis: true, port });
    await stack.seed();
  }, 120_000);
  afterAll(() => stack.close());

  const ready = async (): Promise<{ status: number; body: { status: string; declarations: { undeclared: string[] }; queue: string } } | null> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    return answer ? { status: answer.status, body: (await answer.json()) as { status: string; declarations: { undeclared: string[] }; queue: string } } : null;
  };

  it('are ready together; a column nobody declared makes them say so while other tables are treated; SIGTERM drains', async () => {
    const worker = stack.worker();
    const api = stack.spawn('apps/api/dist/main.js');
    await eventually(async () => (await ready())?.status === 200, 30_000, 'readiness');
    await stack.db.owner.session.query('alter table engagement.survey_answer add column nickname text');
    expect(await ready()).toMatchObject({ status: 503, body: { status: 'not-ready', declarations: { undeclared: ['engagement.survey_answer.nickname'] } } });
    const doctor = await stack.command(['doctor']);
    expect({ code: doctor.code, says: /nobody declared engagement.survey_answer.nickname/.test(doctor.output) }).toEqual({ code: 1, says: true });

    const { output } = await stack.command(['preview', '--json']);
    const { digest, due } = JSON.parse(output) as Preview;
    const run = stack.command(['run', '--accept', digest, '--yes', '--json']);
    const result = JSON.parse((await run).output) as { treated: number };
    expect(result.treated).toBe(due);
    expect(await stack.db.owner.session.query('select 1 from engagement.survey_answer where answered_on < current_date - 400 limit 1')).toHaveLength(1);
    await stack.db.owner.session.query('alter table engagement.survey_answer drop column nickname');
    expect((await ready())?.status).toBe(200);

    expect((await stack.command(['job', 'run', 'retention.figures', '--wait'])).code).toBe(0);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await metrics.text();
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [/^oubli_workers 1$/m, /^oubli_queue_up 1$/m, /^oubli_kill_switch 0$/m, /^oubli_records_treated [1-9]\d*$/m, /^oubli_ledger_batches_without_checkpoint \d+$/m, /^oubli_records_due\{record_type="survey-answer"\} [1-9]/m,
      /^oubli_records_overdue\{record_type="survey-answer",days="90"\} [1-9]/m, /^oubli_records_without_clock\{record_type="application",reason="missing"\} [1-9]/m, /^oubli_figures_age_seconds \d/m]) expect(text).toMatch(line);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@/);

    const before = performance.now();
    worker.kill('SIGTERM');
    expect(await ended(worker)).toBe('0');
    expect(performance.now() - before).toBeLessThan(5000);
    api.kill('SIGTERM');
    await ended(api);
  }, 120_000);
});
