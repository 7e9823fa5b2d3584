import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { carryOutErasure, previewErasureOfRequest } from '@oubli/domains';
import { dueCount, wishesOf } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { knownScope } from './preview.controller';
import { runAnswer } from './run-answer';

/** Erasure at a person's request: decided field by field, started with the digest of what was seen, open until the rest has left. */
@Controller()
export class ErasuresController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get engine() {
    return this.house.logins.engine;
  }

  @Route(api.previewErasure)
  async preview(@Input() { params, body }: InputOf<typeof api.previewErasure>): Promise<AnswerOf<typeof api.previewErasure>> {
    await knownScope(this.engine.session, { recordType: body.recordTypes });
    const { plan, records } = await previewErasureOfRequest(this.engine, { requestId: params.id, ground: body.ground, ...(body.recordTypes && { recordTypes: body.recordTypes }) });
    return {
      digest: plan.digest, due: dueCount(plan), asOf: plan.asOf,
      records: records.map((record) => ({ ...record, fields: record.fields.map((field) => ({ ...field, readers: [...field.readers] })) })),
    };
  }

  @Route(api.startErasure)
  async start(@Input() { params, body }: InputOf<typeof api.startErasure>, @Who() actor: Actor): Promise<AnswerOf<typeof api.startErasure>> {
    await knownScope(this.engine.session, { recordType: body.recordTypes });
    const { ground, accept, recordTypes } = body;
    const { user } = userOf(actor).signedIn;
    const { runId } = await carryOutErasure(this.engine, this.house.logins.listKeys, {
      requestId: params.id, ground, accept, ...(recordTypes && { recordTypes }), runId: randomUUID(), wishId: randomUUID(), actor: { mover: 'officer', id: user.id },
    });
    await this.house.bell.ring('retention.run', { runId });
    await this.activity.record({ personId: user.personId, area: 'rights', action: 'erasure.started', aboutType: 'rights-request', aboutId: params.id });
    return runAnswer(this.engine.session, runId);
  }

  @Route(api.listErasures)
  async list(@Input() { params }: InputOf<typeof api.listErasures>): Promise<AnswerOf<typeof api.listErasures>> {
    const wishes = await wishesOf(this.engine.session, params.id);
    return { results: wishes.map(({ request, ground, askedOn, recordTypes, endedOn, endedBecause }) => ({ request, ground, askedOn, recordTypes: recordTypes && [...recordTypes], endedOn, endedBecause })) };
  }
}
