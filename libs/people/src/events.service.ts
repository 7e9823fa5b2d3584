import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventKind } from '@oubli/personal-data';
import { type EntityManager, IsNull } from 'typeorm';
import { orGone, RecordGoneError } from './gone';
import { DatedEvent } from './people.entity';

export interface NewEvent {
  readonly personId: string;
  readonly kind: EventKind;
  /** Calendar date, or `infinity` for what has not happened yet (an assignment that runs). */
  readonly occurredOn: string;
  /** Record type and id of what the event tells about. */
  readonly sourceType: string;
  readonly sourceId: string | null;
}

/**
 * The bridge between domains: what happens in one and starts a clock in another is written here, in the same
 * transaction (`manager`) as the fact itself. Clocks are recomputed by the database.
 */
@Injectable()
export class EventsService {
  /** @throws RecordGoneError when the person is gone or hidden */
  async record(manager: EntityManager, event: NewEvent): Promise<string> {
    const id = randomUUID();
    // Without RETURNING: an event of a restricted person is taken in and may not be read back.
    await orGone(`person/${event.personId}`, manager.createQueryBuilder().insert().into(DatedEvent).values({ id, ...event }).updateEntity(false).execute());
    return id;
  }

  /** Moves the event of a source to its right day. @throws RecordGoneError */
  async correct(manager: EntityManager, kind: EventKind, sourceId: string, occurredOn: string): Promise<void> {
    const result = await manager.update(DatedEvent, { kind, sourceId, cancelledAt: IsNull() }, { occurredOn });
    if (!result.affected) throw new RecordGoneError(`the event of ${sourceId}`);
  }

  /** Cancels an event: it no longer counts, and stays readable. @throws RecordGoneError */
  async cancel(manager: EntityManager, id: string): Promise<void> {
    const result = await manager.update(DatedEvent, { id }, { cancelledAt: () => 'now()' });
    if (!result.affected) throw new RecordGoneError(`the event ${id}`);
  }
}
