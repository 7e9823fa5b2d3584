import { Writable } from 'node:stream';
import * as fc from 'fast-check';
import { errorCode, type Log, type LogEvent, logEvents, type LogFields, openLog } from './log';
import { nestLogger } from './nest-logger';

function captured(): { log: Log; lines: () => Record<string, unknown>[]; text: () => string } {
  let text = '';
  const log = openLog('worker', new Writable({ write: (chunk: Buffer, _encoding, done) => { text += chunk.toString(); done(); } }));
  return { log, text: () => text, lines: () => text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>) };
}
const run = '0a0b0c0d-0000-4000-8000-000000000009';

describe('the log', () => {
  it('is a line of JSON an event, with its level, the process and what the list allows', () => {
    const { log, lines } = captured();
    log.write('run-done', { run, durationMs: 12 });
    expect(lines()).toMatchObject([{ level: 'info', app: 'worker', pid: process.pid, event: 'run-done', run, durationMs: 12 }]);
    expect(Object.keys(lines()[0] ?? {}).sort()).toEqual(['app', 'durationMs', 'event', 'level', 'pid', 'run', 'time']);
  });

  it.each(Object.entries(logEvents))('writes %s as %s', (event, level) => {
    const { log, lines } = captured();
    log.write(event as LogEvent);
    expect(lines()).toMatchObject([{ event, level }]);
  });

  it('leaves out what is not on the list, and values of another form, whatever they are', () =>
    fc.assert(fc.property(fc.dictionary(fc.oneof(fc.constantFrom('run', 'job', 'day', 'why', 'code', 'status', 'message', 'email'), fc.string()), fc.constantFrom('zoe.canari@example.fr', 'Zoé Canari', { name: 'Canari' }, ['Canari'], 'Canari 1955-01-01')), (details) => {
      const { log, text } = captured();
      log.write('job-failed', details as unknown as LogFields);
      expect(text()).not.toMatch(/canari/i);
    })));

  it('takes of an error its code or kind, never its message', () => {
    expect(errorCode(Object.assign(new Error('Key (email)=(zoe.canari@example.fr) already exists'), { code: '23505' }))).toBe('23505');
    expect([errorCode(new TypeError('Canari')), errorCode('Canari'), errorCode(null), errorCode({ code: '' })]).toEqual(['TypeError', 'unknown', 'unknown', 'unknown']);
  });

  it('passes on that the framework met an error, and not what it said', () => {
    const { log, text, lines } = captured();
    const logger = nestLogger(log);
    logger.log('Canari');
    logger.warn('Canari');
    logger.error('Canari at zoe@example.fr', new Error('Canari').stack);
    expect(lines().map((line) => line['event'])).toEqual(['framework-error']);
    expect(text()).not.toMatch(/canari|zoe/i);
  });
});
