import { z } from 'zod';
import { day, idParams, route } from './route';

const line = (longest: number) => z.string().trim().min(1).max(longest);
const optional = (longest: number) => z.string().trim().max(longest).nullable();

/** A company as somebody writes it down; numbers may have blanks. */
const entity = z.object({
  name: line(120), legalForm: line(60), capital: optional(40), registerCity: line(60), registerNumber: line(40), siret: optional(40), vatNumber: optional(40), activityCode: optional(10),
  street: line(160), postcode: line(12), city: line(80),
});
const stored = entity.extend({
  etag: z.string(),
  /** The number under which the trade register knows the company: nine digits. */
  siren: z.string(),
  /** Accepted, and to be looked at: `register-expects-siren`, `vat-key`, `vat-of-another`. */
  warnings: z.array(z.object({ field: z.string(), rule: z.string() })),
});

const office = z.enum(['representative', 'protection-officer']);
const holder = z.object({ name: optional(120), capacity: z.enum(['manager', 'president', 'managing-director']).nullable(), email: optional(254), phone: optional(40) });
const storedHolder = holder.extend({ id: z.string(), office, validFrom: day, validTo: day.nullable() });

const address = z.url({ protocol: /^https$/, error: 'is not an address that begins with https://' }).max(200);
const authority = z.object({ name: line(160), address: line(200), website: address, complaintsUrl: address });

export const companyRoutes = {
  readCompany: route({ method: 'GET', path: '/company', summary: 'The controller, its host, who represents it and who protects its data, and the supervisory authority.', right: 'company:read', response: z.object({ controller: stored.nullable(), host: stored.nullable(), holders: z.array(storedHolder), authority }) }),
  writeEntity: route({ method: 'PUT', path: '/company/entities/{role}', summary: 'Writes the controller or the host down; If-Match names what is replaced.', right: 'company:write', params: z.object({ role: z.enum(['controller', 'host']) }), body: entity.strict(), response: stored }),
  appoint: route({ method: 'POST', path: '/company/offices', summary: 'Somebody takes an office from a day on; the predecessor leaves it the day before.', right: 'company:write', status: 201, body: holder.extend({ office, validFrom: day }).strict(), response: storedHolder }),
  correctHolder: route({ method: 'PUT', path: '/company/offices/{id}', summary: 'Corrects what is said of the holder of an office, or sets the last day.', right: 'company:write', params: idParams, body: holder.extend({ validTo: day.nullable() }).strict(), response: storedHolder }),
  writeAuthority: route({ method: 'PUT', path: '/company/authority', summary: 'To whom a person complains.', right: 'company:write', body: authority.strict(), response: authority }),
};
