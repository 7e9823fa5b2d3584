import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FieldKeys } from '@oubli/config';
import type { Origin } from '@oubli/personal-data';
import { DataSource, IsNull } from 'typeorm';
import { bankDetailsTable, sealAccount } from './bank/account';
import { fieldKeysToken } from './bank/field-keys.module';
import { openField } from './bank/sealed-field';
import { checkValues } from './checked-values';
import { EventsService } from './events.service';
import { orGone } from './gone';
import { parseBic, parseEmail, parseIban, parsePhone, parsePostcode, required, searchKey } from './identifiers';
import { BankDetails, ContactDetails, Person } from './people.entity';

export interface Provenance {
  /** Calendar date of collection. */
  readonly collectedOn: string;
  readonly origin: Origin;
}

export interface NewPerson extends Provenance {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthName?: string;
  readonly birthDate?: string;
}

export interface NewContactDetails extends Provenance {
  readonly email?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly city?: string;
}

export interface NewBankDetails extends Provenance {
  readonly holder: string;
  readonly iban: string;
  readonly bic?: string;
}

@Injectable()
export class PeopleService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
    @Inject(fieldKeysToken) private readonly fieldKeys: () => FieldKeys,
  ) {}

  /** Registers a person. @throws IdentifierError, SocialSecurityNumberError */
  async register(person: NewPerson): Promise<string> {
    checkValues(person, 'person');
    const id = randomUUID();
    await this.source.manager.insert(Person, { id, ...person, searchKey: searchKey(person.lastName, person.birthName, person.firstName) });
    return id;
  }

  /** Adds contact details. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async addContactDetails(personId: string, details: NewContactDetails): Promise<string> {
    checkValues({ personId, ...details }, 'contact-details');
    const id = randomUUID();
    const { email, phone, postcode, ...rest } = details;
    const row = {
      id, personId, ...rest,
      email: email === undefined ? null : required(parseEmail(email), 'email'),
      phone: phone === undefined ? null : required(parsePhone(phone), 'phone'),
      postcode: postcode === undefined ? null : required(parsePostcode(postcode), 'postcode'),
    };
    await orGone(`person/${personId}`, this.source.manager.insert(ContactDetails, row));
    return id;
  }

  /** Puts new bank details in force; the ones before are superseded on the same day. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async changeBankDetails(personId: string, details: NewBankDetails): Promise<string> {
    checkValues({ personId, holder: details.holder, collectedOn: details.collectedOn }, 'bank-details');
    const iban = required(parseIban(details.iban), 'iban');
    const bic = details.bic === undefined ? null : required(parseBic(details.bic), 'bic');
    const id = randomUUID();
    const { holder, collectedOn, origin } = details;
    const row = { id, personId, holder, collectedOn, origin, ...sealAccount(id, { iban, bic }, this.fieldKeys()) };
    await this.source.transaction(async (manager) => {
      await manager.update(BankDetails, { personId, supersededOn: IsNull() }, { supersededOn: details.collectedOn });
      await orGone(`person/${personId}`, manager.insert(BankDetails, row));
    });
    return id;
  }

  /**
   * The account in the clear, to pay into it: everything else shows `accountShown`.
   * @returns null when there are no such bank details, or none any longer
   * @throws SealedFieldError, and Error when the key file is missing
   */
  async openAccount(bankDetailsId: string): Promise<{ readonly iban: string; readonly bic: string | null } | null> {
    const row = await this.source.manager.findOneBy(BankDetails, { id: bankDetailsId });
    if (!row?.ibanSealed) return null;
    const open = (sealed: Buffer, column: string): string => openField(sealed, { table: bankDetailsTable, column, row: row.id }, this.fieldKeys());
    return { iban: open(row.ibanSealed, 'iban_sealed'), bic: row.bicSealed && open(row.bicSealed, 'bic_sealed') };
  }

  /** A contact that came from the person herself: opening a mail is none (RET-02). @throws IdentifierError, RecordGoneError */
  async recordContact(personId: string, on: string): Promise<string> {
    checkValues({ personId, occurredOn: on }, 'dated-event');
    return this.events.record(this.source.manager, { personId, kind: 'last-contact', occurredOn: on, sourceType: 'person', sourceId: personId });
  }
}
