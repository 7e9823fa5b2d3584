import type { ColumnDeclaration } from './columns';

const dots = '••••';

/**
 * A value as a screen shows it until somebody asks for it with a purpose: enough to tell two apart, not to know either.
 * States, dates of the record and links are no secret; what identifies, describes or says something about a person is.
 */
export function maskValue(column: ColumnDeclaration, value: string): string {
  const { role, category } = column;
  if (role === 'none' || role === 'link' || category === 'record.date') return value;
  switch (category) {
    case 'user.name':
    case 'user.name.birth':
      return value.split(/\s+/).map((part) => `${[...part][0] ?? ''}${dots}`).join(' ');
    case 'user.contact.email':
      return `${[...value][0] ?? ''}${dots}@${dots}`;
    case 'user.contact.phone_number':
      return `${dots} ${value.slice(-2)}`;
    case 'user.demographic.date_of_birth':
      return `${value.slice(0, 3)}•`;
    default:
      return dots;
  }
}
