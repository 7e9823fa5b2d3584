import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, Not } from 'typeorm';
import { checkValues } from '../checked-values';
import { orGone, RecordGoneError } from '../gone';
import { parseEmail, parsePhone, parseSiren, parseSiret, required } from '../identifiers';
import type { Provenance } from '../people.service';
import { BusinessRegistration, Client, ClientContact, Prospect } from './business.entity';

export interface NewClientContact extends Provenance {
  readonly personId: string;
  readonly clientId: string;
  readonly jobTitle?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly notes?: string;
}

export interface NewProspect extends Provenance {
  readonly personId: string;
  readonly companyName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly interest?: string;
}

export interface NewRegistration extends Provenance {
  readonly personId: string;
  readonly siret: string;
  readonly activityCode?: string;
  readonly registeredOn?: string;
}

const optional = <T>(value: T | undefined, check: (value: T) => string): string | null => (value === undefined ? null : check(value));

/** Clients and the persons who work for them, prospects, and what experts are registered as. */
@Injectable()
export class BusinessService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** A company, which is nobody's personal record. @throws IdentifierError, SocialSecurityNumberError, AlreadyThereError */
  async addClient(client: { readonly name: string; readonly siren?: string }): Promise<string> {
    checkValues(client, 'client');
    const id = randomUUID();
    const siren = optional(client.siren, (text) => required(parseSiren(text), 'client.siren'));
    await orGone('client', this.source.manager.insert(Client, { id, name: client.name, siren }));
    return id;
  }

  /** Somebody a client is reached by. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async addContact(contact: NewClientContact): Promise<string> {
    checkValues(contact, 'client-contact');
    const id = randomUUID();
    await orGone(`person/${contact.personId}`, this.source.manager.insert(ClientContact, { id, ...contact, ...reachedBy(contact, 'client-contact') }));
    return id;
  }

  /**
   * The relation with a client has ended: the period of each of its contacts begins (RET-14). Who ended earlier keeps that day.
   * @returns how many
   */
  async endRelation(clientId: string, on: string): Promise<number> {
    checkValues({ clientId, endedOn: on }, 'client');
    return (await this.source.manager.update(ClientContact, { clientId, relationEndedOn: IsNull() }, { relationEndedOn: on })).affected ?? 0;
  }

  /** The client is back: the periods of its contacts that are still in use have not begun (domain.md 3.7). @returns how many */
  async resumeRelation(clientId: string): Promise<number> {
    checkValues({ clientId }, 'client');
    return (await this.source.manager.update(ClientContact, { clientId, relationEndedOn: Not(IsNull()) }, { relationEndedOn: null })).affected ?? 0;
  }

  /** Somebody who may become a client; three years from the last contact that came from them (RET-13). @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async addProspect(prospect: NewProspect): Promise<string> {
    checkValues(prospect, 'prospect');
    const id = randomUUID();
    await orGone(`person/${prospect.personId}`, this.source.manager.insert(Prospect, { id, ...prospect, ...reachedBy(prospect, 'prospect') }));
    return id;
  }

  /** What an expert is registered as, not yet checked. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async register(registration: NewRegistration): Promise<string> {
    const { siret: given, ...rest } = registration;
    checkValues(rest, 'business-registration');
    const id = randomUUID();
    const siret = required(parseSiret(given), 'business-registration.siret');
    await orGone(`person/${registration.personId}`, this.source.manager.insert(BusinessRegistration, { id, ...rest, siret, result: 'unchecked' }));
    return id;
  }

  /** What checking a registration gave. @throws IdentifierError, RecordGoneError */
  async recordCheck(id: string, on: string, result: 'confirmed' | 'refused'): Promise<void> {
    checkValues({ registrationId: id, checkedOn: on }, 'business-registration');
    const changed = await this.source.manager.update(BusinessRegistration, { id }, { checkedOn: on, result });
    if (!changed.affected) throw new RecordGoneError(`business-registration/${id}`);
  }
}

const reachedBy = ({ email, phone }: { readonly email?: string; readonly phone?: string }, place: string): { email: string | null; phone: string | null } => ({
  email: optional(email, (text) => required(parseEmail(text), `${place}.email`)), phone: optional(phone, (text) => required(parsePhone(text), `${place}.phone`)),
});
