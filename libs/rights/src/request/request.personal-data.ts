import type { ExtensionReason, LetterMeans, LetterTemplate, RequestDocumentKind, RequestDoor, RequestEventKind, RequestKind, RequestLanguage, RequestOutcome, RequestState } from '@oubli/contracts';
import { type AnyDeclaration, direct, file, freeText, type Origin, partOfRecord, personalData, personCategories, personLink, type Phase, recordDate, state, structure } from '@oubli/personal-data';

/** A row of `rights.request`. Dates are days in Paris. */
export class RightsRequest {
  readonly id!: string;
  readonly number!: string;
  readonly kind!: RequestKind;
  readonly door!: RequestDoor;
  readonly language!: RequestLanguage;
  readonly personId!: string | null;
  readonly state!: RequestState;
  readonly outcome!: RequestOutcome | null;
  /** An account of the console: who sees to it. */
  readonly ownerId!: string | null;
  /** Day of arrival, which for a letter lies before the day it was registered. */
  readonly receivedOn!: string;
  readonly registeredOn!: string;
  readonly dueTarget!: string;
  readonly dueLegal!: string;
  readonly identityAskedOn!: string | null;
  readonly identityGivenOn!: string | null;
  readonly extendedOn!: string | null;
  readonly extensionReason!: ExtensionReason | null;
  /** Day of the final answer, whatever it was. */
  readonly answeredOn!: string | null;
  readonly closedOn!: string | null;
  readonly collectedOn!: string | null;
  readonly origin!: Origin;
  readonly phase!: Phase;
}

/** Who asked, as she gave it, and what she wrote. Leaves a year after the request was closed. */
export class RequestContact {
  readonly id!: string;
  readonly requestId!: string;
  readonly name!: string | null;
  readonly email!: string | null;
  readonly phone!: string | null;
  readonly address!: string | null;
  readonly words!: string | null;
}

/** One line of a request's timeline: a closed word, the state after it, who did it, and the id of what it is about. */
export class RequestEvent {
  readonly id!: string;
  readonly requestId!: string;
  readonly happenedAt!: string;
  readonly kind!: RequestEventKind;
  readonly state!: RequestState;
  readonly actorId!: string | null;
  readonly aboutId!: string | null;
}

/** A letter of ours as it was written and sent. */
export class RequestDocument {
  readonly id!: string;
  readonly requestId!: string;
  readonly kind!: RequestDocumentKind;
  readonly language!: RequestLanguage;
  readonly title!: string;
  readonly mediaType!: 'text/plain' | 'text/html' | 'application/pdf';
  readonly content!: Buffer;
  readonly contentSha256!: Buffer;
  readonly writtenAt!: string;
  readonly writtenBy!: string | null;
  /** Day on which it left; null: nobody has sent it yet. */
  readonly sentOn!: string | null;
  readonly sentBy!: LetterMeans | null;
  /** Which of the letters it is; null for a question of identity and for papers of earlier versions. */
  readonly template!: LetterTemplate | null;
}

/** What somebody who works on a request wrote down about it. */
export class RequestNote {
  readonly id!: string;
  readonly requestId!: string;
  readonly body!: string;
  readonly authorId!: string | null;
  readonly writtenAt!: string;
}

const shared = { purposes: ['rights-and-disputes'] } as const;
const ofRequest = { ...shared, partOf: { recordType: 'rights-request', via: 'requestId' } } as const;

export const requestData: readonly AnyDeclaration[] = [
  personalData(RightsRequest, {
    recordType: 'rights-request', code: 150, about: personCategories, table: 'rights.request', ...shared, beyondRestriction: true,
    subjects: ['personId'], mayBeAboutNobodyKnown: true, phase: 'phase', collectedOn: 'collectedOn',
    clocks: { answered: { column: 'answeredOn' }, closed: { column: 'closedOn' } }, beyondWishes: true,
    // Who asked stands in her own words in the file; her row may become a tombstone on the day she asks for it.
    namesIdentity: [],
    columns: {
      id: structure, number: state, kind: state, door: state, language: state, personId: personLink, state, outcome: state, ownerId: structure,
      receivedOn: recordDate, registeredOn: recordDate, dueTarget: recordDate, dueLegal: recordDate, identityAskedOn: recordDate, identityGivenOn: recordDate,
      extendedOn: recordDate, extensionReason: state, answeredOn: recordDate, closedOn: recordDate, collectedOn: recordDate, origin: state, phase: state,
    },
  }),
  partOfRecord(RequestContact, {
    recordType: 'request-contact', code: 151, table: 'rights.request_contact', ...ofRequest,
    columns: {
      id: structure, requestId: structure, name: direct('user.name'), email: direct('user.contact.email'), phone: direct('user.contact.phone_number'),
      address: direct('user.contact.address'), words: freeText(),
    },
  }),
  partOfRecord(RequestEvent, {
    recordType: 'request-event', code: 152, table: 'rights.request_event', ...ofRequest,
    columns: { id: structure, requestId: structure, happenedAt: recordDate, kind: state, state, actorId: structure, aboutId: structure },
  }),
  partOfRecord(RequestDocument, {
    recordType: 'request-document', code: 153, table: 'rights.request_document', ...ofRequest, integrity: [{ hash: 'contentSha256', file: 'content' }],
    columns: {
      id: structure, requestId: structure, kind: state, language: state, title: state, mediaType: structure, content: file(), contentSha256: structure,
      writtenAt: recordDate, writtenBy: structure, sentOn: recordDate, sentBy: state, template: state,
    },
  }),
  partOfRecord(RequestNote, {
    recordType: 'request-note', code: 154, table: 'rights.request_note', ...ofRequest,
    columns: { id: structure, requestId: structure, body: freeText(), authorId: structure, writtenAt: recordDate },
  }),
];
