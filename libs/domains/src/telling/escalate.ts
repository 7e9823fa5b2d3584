import type { Connections } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { escalateTasks, readMailedMessages, type RecipientTaskReason } from '@oubli/rights';
import type { AlarmLanguage } from '../alarms/alarm-words';
import { readersOf } from '../alarms/deadline-alarms';
import * as sql from './telling.sql';

/** Days after which a task that nobody confirmed is told to the protection officers. */
export const patienceDays = 14;

interface Line {
  readonly recipient: string;
  readonly reason: RecipientTaskReason;
  readonly openedOn: string;
  readonly number: string;
  readonly link: string;
}

const words = {
  fr: { subject: (n: number) => `Destinataires qui n’ont rien confirmé : ${n}`, intro: 'Ces destinataires devaient être prévenus (article 19 du RGPD) et n’ont rien confirmé, ou le message ne leur parvient pas. La réponse à la personne n’attend pas ; la suite reste ouverte :', since: 'depuis le', reasons: { erasure: 'effacement', rectification: 'rectification', restriction: 'limitation' } },
  en: { subject: (n: number) => `Recipients that have confirmed nothing: ${n}`, intro: 'These recipients were to be told (Article 19 GDPR) and have confirmed nothing, or the message does not reach them. The answer to the person does not wait; the follow-up stays open:', since: 'since', reasons: { erasure: 'erasure', rectification: 'correction', restriction: 'restriction' } },
} as const;

const escalation = (language: AlarmLanguage, lines: readonly Line[]): { readonly subject: string; readonly text: string } => {
  const { subject, intro, since, reasons } = words[language];
  return { subject: subject(lines.length), text: `${intro}\n\n${lines.map((l) => `– ${l.recipient}, ${l.number}: ${reasons[l.reason]} ${since} ${l.openedOn}\n  ${l.link}`).join('\n')}\n` };
};

/**
 * Takes over what the mail server said, and tells the protection officers of tasks that nobody confirmed in two weeks or whose message
 * will not arrive; once each, message and mark in one transaction. Where nobody is there to be told nothing is marked.
 * @returns how many tasks
 */
export async function tellUnconfirmed(engine: Connections, { url }: { readonly url: string }): Promise<number> {
  await readMailedMessages(engine.session);
  return engine.transaction(async (session) => {
    const officers = (await readersOf(session)).filter(({ officer }) => officer);
    if (officers.length === 0) return 0;
    const tasks = await escalateTasks(session, patienceDays);
    if (tasks.length === 0) return 0;
    const names = await session.query<{ id: string; name: string }>(sql.namesOf, [tasks.map((t) => t.recipientId)]);
    const lines = tasks.map(({ recipientId, reason, openedOn, requestId, number }) => ({ recipient: names.find((n) => n.id === recipientId)?.name ?? '–', reason, openedOn, number, link: `${url}/requests/${requestId}` }));
    for (const { email, language, personId } of officers) await enqueue(session, { kind: 'recipient.unconfirmed', to: email, language, personId, ...escalation(language, lines) });
    return tasks.length;
  });
}
