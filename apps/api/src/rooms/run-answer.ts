import type { AnswerOf, api } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { runDetail } from '@oubli/retention';

const targetsSql = `select (s->>'number')::int as number, s->>'target' as target from retention.run, jsonb_array_elements(plan->'steps') s where id = $1`;

/** A run as the API tells it. @throws RetentionError `unknown-run` */
export async function runAnswer(session: Session, id: string): Promise<AnswerOf<typeof api.readRun>> {
  const [detail, targets] = await Promise.all([runDetail(session, id), session.query<{ number: number; target: string }>(targetsSql, [id])]);
  const targetOf = new Map(targets.map((t) => [t.number, t.target]));
  return { ...detail, keptByReason: [...detail.keptByReason], bySteps: detail.bySteps.map((s) => ({ ...s, becomes: targetOf.get(s.number) ?? '' })) };
}
