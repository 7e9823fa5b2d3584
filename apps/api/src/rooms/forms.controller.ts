import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { domainRegistry, fieldNames, purposeNames, submitForm } from '@oubli/domains';
import { type Purpose, purposes } from '@oubli/personal-data';
import { loadSchedule, type Publication, todayOf } from '@oubli/retention';
import { declareForm, formOfVersion, formProblems, inLanguage, latestForm, loadRegister } from '@oubli/rights';
import type { Actor } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

const languages = ['fr', 'en', 'de'] as const;
const sourceOf = (actor: Actor): string => (actor.kind === 'key' ? actor.key.source : 'console');

/** Forms of source systems: declared once, fetched by a website, and what was filled in comes back with what was shown. */
@Controller()
export class FormsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.declareForm)
  async declare(@Input() { params, body }: InputOf<typeof api.declareForm>, @Who() actor: Actor): Promise<AnswerOf<typeof api.declareForm>> {
    const root = domainRegistry.roots.find((r) => r.recordType === body.recordType);
    if (!root) throw new ProblemError('bad-request', undefined, [{ pointer: '/recordType', detail: 'is no declared record type' }]);
    const unserved = body.fields.flatMap(({ purpose }, i) => (actor.purposes.some((p) => p === purpose) ? [] : [{ pointer: `/fields/${i}/purpose`, detail: 'is no purpose of yours' }]));
    const problems = [...formProblems(root, await loadRegister(this.app.session), body)];
    const wrong = problems.length > 0 ? problems : unserved;
    if (wrong.length > 0) throw new ProblemError('bad-request', undefined, wrong);
    const { form, version } = await this.app.transaction((session) => declareForm(session, params.form, sourceOf(actor), body));
    if (actor.kind === 'user') await this.activity.record({ personId: actor.signedIn.user.personId, area: 'rights', action: 'form.declared', aboutType: 'form' });
    return { form, version };
  }

  @Route(api.readForm)
  async read(@Input() { params, query }: InputOf<typeof api.readForm>): Promise<AnswerOf<typeof api.readForm>> {
    const form = await latestForm(this.app.session, params.form);
    if (!form) throw new ProblemError('unknown', 'There is no such form.');
    const root = domainRegistry.root(form.recordType);
    const [register, policy] = [await loadRegister(this.app.session), (await this.published()).at(0)];
    const fields = form.fields.flatMap((field) => {
      const purpose = purposes.find((p) => p === field.purpose);
      const bases = purpose ? [...new Set(register.statesFor(root, purpose).flatMap(({ basis }) => basis ?? []))] : [];
      const label = fieldNames[field.name]?.[languages.indexOf(query.language)] ?? field.name;
      return purpose && bases.length > 0 ? [{ name: field.name, label, purpose, purposeLabel: purposeNames[purpose][query.language], bases, required: field.required, without: inLanguage(field.without, query.language) }] : [];
    });
    return {
      form: form.form, version: form.version, title: inLanguage(form.title, query.language), language: query.language, fields,
      complete: form.fields.every((field) => !field.required || fields.some((f) => f.name === field.name)),
      policy: policy ? { id: policy.id, title: policy.title, effectiveFrom: policy.effectiveFrom } : null,
    };
  }

  @Route(api.submitForm)
  async submit(@Input() { params, body }: InputOf<typeof api.submitForm>, @Who() actor: Actor): Promise<AnswerOf<typeof api.submitForm>> {
    const { session } = this.app;
    const form = await formOfVersion(session, params.form, body.version);
    if (form.source !== sourceOf(actor)) throw new ProblemError('forbidden', 'Another source declared this form.');
    if (!(await this.published()).some((p) => p.id === body.policy)) throw new ProblemError('bad-request', undefined, [{ pointer: '/policy', detail: 'is no privacy policy that was in force' }]);
    const served = await this.purposesOf(form.fields.map((field) => field.purpose), actor);
    const { keys, listKeys } = this.house.logins;
    const origin = actor.kind === 'key' ? actor.key.origin : 'person';
    const { result, disabled } = await submitForm(this.app, form, body, { source: sourceOf(actor), origin, purposes: served, key: keys.ledger, listKeys });
    if (result.id === null || !['created', 'updated', 'unchanged'].includes(result.result)) throw refusalOf(result.code, result.errors);
    return { id: result.id, result: result.result, disabled: [...disabled] };
  }

  /** What the form asks for, as far as whoever brings it serves it. */
  private purposesOf(asked: readonly string[], actor: Actor): readonly Purpose[] {
    const served = actor.purposes.filter((purpose) => asked.includes(purpose));
    if (asked.some((purpose) => !served.some((p) => p === purpose))) throw new ProblemError('forbidden', 'The form asks for purposes that are none of yours.');
    return served;
  }

  /** What is in force or was, the latest first: what stood beside the form was in force when the page was opened. */
  private async published(): Promise<readonly Publication[]> {
    const session: Session = this.house.logins.engine.session;
    const [{ publications }, today] = [await loadSchedule(session), await todayOf(session)];
    return publications.filter((p) => p.effectiveFrom <= today).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  }
}

const passed = ['refused', 'restricted', 'purpose-without-basis', 'gone', 'already-there', 'rectified', 'conflict'] as const;
const refusalOf = (code: string | null, errors: readonly { readonly pointer: string; readonly detail: string }[]): ProblemError => new ProblemError(passed.find((p) => p === code) ?? 'bad-request', undefined, errors);
