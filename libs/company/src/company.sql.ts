const entityColumns = `role, name, legal_form as "legalForm", capital::text as capital, register_city as "registerCity", register_number as "registerNumber", siret,
  vat_number as "vatNumber", activity_code as "activityCode", street, postcode, city, etag::text as etag`;

export const readEntities = `select ${entityColumns} from company.legal_entity`;

/** Writes over the entity of that etag; the first one needs none. */
export const writeEntity = `insert into company.legal_entity
    (role, name, legal_form, capital, register_city, register_number, siret, vat_number, activity_code, street, postcode, city)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (role) do update set name = excluded.name, legal_form = excluded.legal_form, capital = excluded.capital, register_city = excluded.register_city,
    register_number = excluded.register_number, siret = excluded.siret, vat_number = excluded.vat_number, activity_code = excluded.activity_code,
    street = excluded.street, postcode = excluded.postcode, city = excluded.city, changed_at = now(), etag = gen_random_uuid()
    where legal_entity.etag = $13::uuid
  returning ${entityColumns}`;

const holderColumns = `id::text as id, office, name, capacity, email, phone, valid_from::text as "validFrom", valid_to::text as "validTo"`;

export const readHolders = `select ${holderColumns} from company.office_holder order by office, valid_from desc`;

/** Whoever holds an office on a day. */
export const holdersOn = `select ${holderColumns} from company.office_holder where $1::date between valid_from and coalesce(valid_to, 'infinity')`;

/** The predecessor's last day is the day before. */
export const endPredecessor = `update company.office_holder set valid_to = $2::date - 1 where office = $1 and valid_to is null and valid_from < $2::date`;

export const insertHolder = `insert into company.office_holder (office, name, capacity, email, phone, valid_from) values ($1, $2, $3, $4, $5, $6) returning ${holderColumns}`;

export const changeHolder = `update company.office_holder set name = $2, capacity = $3, email = $4, phone = $5, valid_to = $6 where id = $1 returning ${holderColumns}`;

export const readAuthority = `select name, address, website, complaints_url as "complaintsUrl" from company.supervisory_authority`;

export const writeAuthority = `update company.supervisory_authority set name = $1, address = $2, website = $3, complaints_url = $4
  returning name, address, website, complaints_url as "complaintsUrl"`;

/** Former holders, six years after their last day in office (RET-23): the day itself still counts. */
export const endFormerHolders = `delete from company.office_holder where (valid_to + interval '6 years')::date < $1::date returning id`;
