import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { StaffActivity } from '../staff/staff.entity';

export interface Act {
  /** Person of the account that acted, or of whoever made the key that did. */
  readonly personId: string;
  readonly area: StaffActivity['area'];
  /** A closed word such as `policy.published`, never a value. */
  readonly action: string;
  readonly aboutType?: string;
  readonly aboutId?: string;
}

/** The trail of what staff did, read, revealed and exported (RET-25). */
@Injectable()
export class ActivityService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async record(act: Act): Promise<void> {
    const [row] = await this.source.query<{ day: string }[]>('select calendar.paris_date(now())::text as day');
    const day = row?.day ?? '';
    await this.source.manager.insert(StaffActivity, {
      id: randomUUID(), personId: act.personId, area: act.area, action: act.action, aboutType: act.aboutType ?? null, aboutId: act.aboutId ?? null,
      occurredOn: day, collectedOn: day, origin: 'derived',
    });
  }
}
