import { type AnyDeclaration, direct, freeText, type ReferenceDeclaration, type Row, state, structure } from '@oubli/personal-data';

const message: ReferenceDeclaration<Row> = {
  recordType: 'message-to-send', code: 960, table: 'outbox.message', reference: true, purposes: ['rights-and-disputes'],
  because: 'Address and text of a message on its way; leaves whole P30D after it was sent or refused (RET-37).',
  columns: {
    id: structure, kind: state, address: direct('user.contact.email'), subject: freeText(), body: freeText(), language: state, personId: structure, aboutType: structure, aboutId: structure,
    state, attempts: structure, replyCode: structure, createdAt: structure, notBefore: structure, goodUntil: structure, endedAt: structure, secret: state, unsubscribe: structure,
  },
};

export const outboxDeclarations: readonly AnyDeclaration[] = [message];
